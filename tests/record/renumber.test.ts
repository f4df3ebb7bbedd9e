import { describe, expect, test } from 'vitest'
import { readDocument } from '../../src/document/read.ts'
import { renumber } from '../../src/record/renumber.ts'
import fc from '../project/property.ts'
import { lineEnd, noisy, ownText, prose, record } from './noise.ts'

describe('renumbering', () => {
  const citing = fc
    .tuple(prose, lineEnd)
    .map(([noise, end]) =>
      [
        '---',
        'superseded-by: ADR-001',
        'see: ../adrs/001-a.md',
        '---',
        '',
        `# Notes ADR-001 ${noise}`,
        '',
        `See [ADR-001](../adrs/001-a.md#links) and [it](../adrs/001-a.md "ADR-001"), or ADR-001. ${noise}`,
        '',
        '[ref]: ../adrs/001-a.md',
        '',
        '```ts',
        "import { a } from '../adrs/001-a.md'",
        "const b = 'ADR-001'",
        '```',
        '',
      ].join(end),
    )

  test('there and back is the same text, and only digits change on the way', () => {
    fc.assert(
      fc.property(noisy, citing, (text, notes) => {
        const there = moved({ 'adrs/001-a.md': text, 'docs/n.md': notes }, 'adrs/001-a.md', 7)
        expect([...there.keys()].sort()).toEqual(['adrs/007-a.md', 'docs/n.md'])
        expect(there.get('docs/n.md')?.replaceAll('007', '001')).toBe(notes)
        expect(there.get('docs/n.md')).not.toContain('001-a.md')
        const back = moved(Object.fromEntries(there), 'adrs/007-a.md', 1)
        expect(back.get('adrs/001-a.md')).toBe(text)
        expect(back.get('docs/n.md')).toBe(notes)
      }),
      { numRuns: 40 },
    )
  })

  test('every kind of citation follows', () => {
    const text = `See [ADR-001](../adrs/001-a.md), ADR 1, \`ADR-001\` and ADR-0011.\n`
    const there = moved({ 'adrs/001-a.md': ownText, 'docs/n.md': text }, 'adrs/001-a.md', 12)
    expect(there.get('docs/n.md')).toBe(
      'See [ADR-012](../adrs/012-a.md), ADR 12, `ADR-001` and ADR-0011.\n',
    )
    expect(there.get('adrs/012-a.md')).toBe(ownText.replace('ADR-001', 'ADR-012'))
  })

  test('where two records share the number, only links say which is meant', () => {
    const files = {
      'adrs/001-a.md': ownText,
      'adrs/001-b.md': ownText,
      'docs/n.md': '[ADR-001](../adrs/001-b.md)\nADR-001\n',
    }
    const documents = Object.entries(files).map(([path, text]) => readDocument(path, text, 'page'))
    const result = renumber({
      record: record('adrs/001-b.md', ownText),
      number: 2,
      isShared: true,
      documents,
    })
    expect(result.changes.map(({ path, after }) => [path, after?.slice(0, 40)])).toEqual([
      ['adrs/002-b.md', ownText.replace('ADR-001', 'ADR-002').slice(0, 40)],
      ['adrs/001-b.md', undefined],
      ['docs/n.md', '[ADR-002](../adrs/002-b.md)\nADR-001\n'],
    ])
    expect(result.left).toEqual(['docs/n.md:2'])
  })

  function moved(files: Record<string, string>, path: string, number: number): Map<string, string> {
    const documents = Object.entries(files).map(([each, text]) => readDocument(each, text, 'page'))
    const renumbering = {
      record: record(path, files[path] ?? ''),
      number,
      isShared: false,
      documents,
    }
    const result = new Map(Object.entries(files))
    for (const { path: changed, before, after } of renumber(renumbering).changes) {
      expect(before).toBe(files[changed] ?? null)
      if (after === null) result.delete(changed)
      else result.set(changed, after)
    }
    return result
  }
})
