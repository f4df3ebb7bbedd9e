import { expect, test } from 'vitest'
import { parseMarkdown } from '../../src/document/markdown.ts'
import { readPageHead } from '../../src/site/page-head.ts'

const record = `# ADR-012: Cache \`reads\`

**Date**: 2026-11-02
**Status:** Superseded by [ADR-014](./014-x.md)
**Deciders**: A, B
**Tags**: reads, cache

## Context

Reads are many.
`

test('a record says who it is in its bold lines', () => {
  expect(readPageHead(parseMarkdown(record), 'adrs/012-cache-reads.md')).toEqual({
    title: 'ADR-012: Cache reads',
    description: 'Reads are many.',
    facts: {
      number: '012',
      name: 'Cache reads',
      status: 'Superseded',
      supersededBy: '014',
      date: '2026-11-02',
      deciders: 'A, B',
      tags: ['reads', 'cache'],
    },
  })
})

test('a paragraph with one line that is no bold line is prose', () => {
  const text = '# ADR-001: X\n\n**Status**: Accepted\nand so on.\n'
  const head = readPageHead(parseMarkdown(text), 'adrs/001-x.md')
  expect(head.facts?.status).toBe('')
  expect(head.description).toBe('Status: Accepted and so on.')
})

test('a long first paragraph is cut at a word', () => {
  const head = readPageHead(parseMarkdown(`# T\n\n${'word '.repeat(60)}`), 'calculations/a.md')
  expect(head.facts).toBeNull()
  expect(head.description).toMatch(/^(word )+…$/)
  expect(head.description.length).toBeLessThan(160)
})
