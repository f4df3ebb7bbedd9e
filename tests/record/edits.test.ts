import { describe, expect, test } from 'vitest'
import { readDocument } from '../../src/document/read.ts'
import { applyEdits } from '../../src/document/writing/edit.ts'
import type { Change } from '../../src/document/writing/plan.ts'
import { changeStatus } from '../../src/record/change-status.ts'
import { entryOf, listRecords } from '../../src/record/list.ts'
import { beginRecord } from '../../src/record/new.ts'
import { isRecord, readRecord } from '../../src/record/read.ts'
import { registerOf } from '../../src/record/register.ts'
import fc from '../project/property.ts'
import { noisy, ownText, record } from './noise.ts'
import { specimens } from './specimens.ts'

test('edits replace what they name and nothing else', () => {
  fc.assert(
    fc.property(
      fc.string(),
      fc.array(fc.tuple(fc.nat(200), fc.nat(9), fc.string()), { maxLength: 6 }),
      (text, wanted) => {
        let from = 0
        const edits = wanted.map(([gap, length, replacement]) => {
          const offset = Math.min(text.length, from + (gap % 7))
          from = Math.min(text.length, offset + length)
          return { offset, endOffset: from, text: replacement }
        })
        let at = 0
        const expected = edits.map(({ offset, endOffset, text: replacement }) => {
          const kept = text.slice(at, offset)
          at = endOffset
          return kept + replacement
        })
        expect(applyEdits(text, edits)).toBe(expected.join('') + text.slice(at))
      },
    ),
  )
  const overlapping = [
    { offset: 0, endOffset: 2, text: '' },
    { offset: 1, endOffset: 3, text: '' },
  ]
  expect(() => applyEdits('abc', overlapping)).toThrow('overlap')
  const stale = { offset: 1, endOffset: 2, old: 'x', text: 'y' }
  expect(() => applyEdits('abc', [stale])).toThrow('the text has changed meanwhile')
})

describe('a changed status changes the status alone', () => {
  test('in our own template, with any prose', () => {
    fc.assert(
      fc.property(noisy, fc.constantFrom('Proposed', 'Accepted', 'Deprecated'), (text, kind) => {
        const old = record('adrs/001-a.md', text)
        const [change] = changeStatus({ record: old, kind }, registerOf([old]))
        const { offset, endOffset } = old.status.span
        expect(change?.before).toBe(text)
        expect(change?.after).toBe(text.slice(0, offset) + kind + text.slice(endOffset))
        expect(record('adrs/001-a.md', change?.after ?? '').status.kind).toBe(kind)
      }),
      { numRuns: 40 },
    )
  })

  test.each(specimens('holds').filter(({ name }) => name !== 'madr4-no-status'))(
    'in $name',
    ({ files }) => {
      for (const [path, text] of files) {
        if (!path.endsWith('.md')) continue
        const old = record(path, text)
        const [change] = changeStatus({ record: old, kind: 'Deprecated' }, registerOf([old]))
        const { offset, endOffset } = old.status.span
        const word = /^madr|log4/.test(old.format) ? 'deprecated' : 'Deprecated'
        expect(change?.after).toBe(text.slice(0, offset) + word + text.slice(endOffset))
        expect(record(path, change?.after ?? '').status.kind).toBe('Deprecated')
      }
    },
  )
})

describe('accepting a successor marks what it supersedes', () => {
  const accept = (files: Record<string, string>, path: string): Map<string, string> => {
    const records = Object.entries(files).map(([each, text]) => record(each, text))
    const register = registerOf(records)
    const successor = register.byPath.get(path)
    if (!successor) throw new Error(`no ${path} among the records`)
    const changes = changeStatus({ record: successor, kind: 'Accepted' }, register)
    return new Map(changes.map((change) => [change.path, statusLine(change)]))
  }
  const statusLine = ({ after }: Change): string =>
    after?.match(
      /^(?:\*\*Status\*\*: |status: |\* Status: |)((?:Superseded|superseded|Accepted|accepted).*)$/m,
    )?.[1] ?? ''
  const successorOf = (link: string): string =>
    ownText
      .replace('**Status**: Accepted', '**Status**: Proposed')
      .replace('## Links\n\n', `## Links\n\n* ${link}\n`)

  test('whole', () => {
    const files = {
      'adrs/001-a.md': ownText,
      'adrs/002-b.md': successorOf('Supersedes [ADR-001](./001-a.md)'),
    }
    expect(accept(files, 'adrs/002-b.md').get('adrs/001-a.md')).toBe(
      'Superseded by [ADR-002](./002-b.md)',
    )
  })
  test('in part', () => {
    const files = {
      'adrs/001-a.md': ownText,
      'adrs/002-b.md': successorOf('Supersedes in part ADR-001'),
    }
    expect(accept(files, 'adrs/002-b.md').get('adrs/001-a.md')).toBe(
      'Accepted, superseded in part by [ADR-002](./002-b.md)',
    )
  })
  test('a second successor joins the first', () => {
    const files = {
      'adrs/001-a.md': ownText.replace(
        '**Status**: Accepted',
        '**Status**: Superseded by [ADR-002](./002-b.md)',
      ),
      'adrs/003-c.md': successorOf('Supersedes [ADR-001](./001-a.md)'),
    }
    expect(accept(files, 'adrs/003-c.md').get('adrs/001-a.md')).toBe(
      'Superseded by [ADR-002](./002-b.md) and [ADR-003](./003-c.md)',
    )
  })
  test('a neighbour, in its own way', () => {
    const holding = (name: string): string =>
      specimens('holds')
        .find((each) => each.name === name)
        ?.files.values()
        .next().value ?? ''
    const files = {
      'adrs/001-a.md': holding('madr4'),
      'adrs/002-b.md': holding('nygard'),
      'adrs/003-c.md': successorOf('Supersedes [ADR-001](./001-a.md) and [ADR-002](./002-b.md)'),
    }
    const lines = accept(files, 'adrs/003-c.md')
    expect(lines.get('adrs/001-a.md')).toBe('superseded by ADR-003')
    expect(lines.get('adrs/002-b.md')).toBe(
      'Superseded by [ADR-001: Keep sessions in PostgreSQL](003-c.md)',
    )
  })
  test('what it already says stays as it is', () => {
    const files = {
      'adrs/001-a.md': ownText.replace('**Status**: Accepted', '**Status**: Superseded by ADR-002'),
      'adrs/002-b.md': successorOf('Supersedes [ADR-001](./001-a.md)'),
    }
    expect([...accept(files, 'adrs/002-b.md').keys()]).toEqual(['adrs/002-b.md'])
  })
})

const nygard =
  specimens('holds')
    .find(({ name }) => name === 'nygard')
    ?.files.values()
    .next().value ?? ''
const stated = '## Status\n\nAccepted\n\n'

/** Where a heading is one only for who reads the whole text, and where it is none. */
const unclear: [string, string][] = [
  ['underlined', nygard.replace(stated, '').concat('\nStatus\n------\n\nRejected\n')],
  ['indented and closed', nygard.replace('## Status', '  ## Status ##')],
  ['in bold', nygard.replace('## Status', '## **Status**:')],
  ['another word', nygard.replace('## Status', '## State')],
  ['with a number', nygard.replace('## Status', '## 1. Status')],
  ['in code', nygard.replace(stated, '```\n```text\n## Status\n\nRejected\n```\n\n')],
  ['behind code in a line', nygard.replace(stated, `\`\`\`not\`\`\` a block\n\n${stated}`)],
  ['behind code in a list', nygard.replace(stated, `- a\n  \`\`\`\n  b\n${stated}`)],
  ['in a comment', nygard.replace(stated, '<!--\n## Status\n\nRejected\n-->\n\n')],
  ['in front matter', `---\nstatus: rejected\n---\n\n${nygard.replace(stated, '')}`],
]

test.each(unclear)('the list says of a status %s what a full reading says', (_, text) => {
  expect(text).not.toBe(nygard)
  const path = 'adrs/0001-a.md'
  expect(listRecords(new Map([[path, text]]))).toEqual([entryOf(record(path, text))])
})

test.each([...specimens('holds'), ...specimens('refused')])(
  'the list of $name says what a full reading says',
  ({ files }) => {
    const texts = new Map([...files].filter(([path]) => path.endsWith('.md')))
    const read = [...texts]
      .map(([path, text]) => readDocument(path, text, 'record'))
      .filter(isRecord)
      .map(readRecord)
    const byPath = (a: { path: string }, b: { path: string }): number => (a.path < b.path ? -1 : 1)
    expect(listRecords(texts).sort(byPath)).toEqual(read.map(entryOf).sort(byPath))
  },
)

test('a new record takes the number after all others, and as many digits as they have', () => {
  const begun = (files: string[], taken: number[]): string =>
    beginRecord({
      folder: 'adrs',
      title: '  Use  Büffer & "quotes" ',
      date: '2026-11-21',
      records: files.map((path) => record(path, ownText)),
      taken: taken.map((number) => ({ number, path: '', branch: 'b' })),
    }).change.path
  expect(begun([], [])).toBe('adrs/001-use-buffer-quotes.md')
  expect(begun(['adrs/004-a.md', 'adrs/002-b.md'], [])).toBe('adrs/005-use-buffer-quotes.md')
  expect(begun(['adrs/0004-a.md'], [9])).toBe('adrs/0010-use-buffer-quotes.md')
})
