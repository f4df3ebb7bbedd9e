import { expect, test } from 'vitest'
import { parseMarkdown } from '../../src/document/markdown.ts'
import { isAffected } from '../../src/site/governed.ts'
import { readPageHead } from '../../src/site/page-head.ts'
import { readRecordFacts } from '../../src/site/record-facts.ts'

const record = `# ADR-012: Cache \`reads\`

**Date**: 2026-11-02
**Status:** Superseded by [ADR-014](./014-x.md)
**Deciders**: A, B
**Tags**: reads, cache
**Affects**: \`src/reads/**\`

## Context

Reads are many.
`

test('a record says who it is by its model', () => {
  expect(readPageHead(parseMarkdown(record))).toEqual({
    title: 'ADR-012: Cache reads',
    description: 'Reads are many.',
  })
  expect(readRecordFacts('adrs/012-cache-reads.md', record)).toEqual({
    number: '012',
    name: 'Cache reads',
    status: 'Superseded',
    successors: ['adrs/014-x.md'],
    date: '2026-11-02',
    deciders: 'A, B',
    tags: ['reads', 'cache'],
    affects: ['src/reads/**'],
  })
})

test('a paragraph with one line that is no bold line is prose', () => {
  const text = '# ADR-001: X\n\n**Status**: Accepted\nand so on.\n'
  expect(readPageHead(parseMarkdown(text)).description).toBe('Status: Accepted and so on.')
})

test('a record governs its files, and a service by any file of it', () => {
  expect(isAffected('calculations/chat.md', 'calculations/*.md')).toBe(true)
  expect(isAffected('sketches/chat/README.md', 'sketches/chat/log.ts')).toBe(true)
  expect(isAffected('sketches/chat/README.md', 'sketches/chat-old/**')).toBe(false)
  expect(isAffected('calculations/chat.md', 'sketches/**')).toBe(false)
})

test('a long first paragraph is cut at a word', () => {
  const head = readPageHead(parseMarkdown(`# T\n\n${'word '.repeat(60)}`))
  expect(readRecordFacts('calculations/a.md', '# T\n')).toBeNull()
  expect(head.description).toMatch(/^(word )+…$/)
  expect(head.description.length).toBeLessThan(160)
})
