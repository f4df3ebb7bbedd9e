import { expect, test } from 'vitest'
import { recordsTouched } from '../../src/record/affects.ts'
import { ownText, record } from './noise.ts'

const touched = (affects: string, changed: string[], status = 'Accepted'): string[] => {
  const text = ownText
    .replace('`src/session/**`', affects)
    .replace('**Status**: Accepted', `**Status**: ${status}`)
  return recordsTouched([record('adrs/001-a.md', text)], changed).flatMap(({ pattern, paths }) =>
    paths.map((path) => `${pattern.text} ${path}`),
  )
}

test.each([
  ['`src/session/**`', 'src/session/a/b.ts', true],
  ['`src/session/**`', 'src/sessions.ts', false],
  ['src/session, `lib/*.ts`', 'lib/a.ts', true],
  ['src/session, `lib/*.ts`', 'lib/a/b.ts', false],
  ['./src/session/', 'src/session/a.ts', true],
  ['src/session', 'src/session', true],
  ['`**/*.sql`', 'db/1/a.sql', true],
  ['`src/{a,b}.ts`', 'src/b.ts', true],
])('%s and a change of %s: %s', (affects, path, is) => {
  expect(touched(affects, [path]).length > 0).toBe(is)
})

test('what changed is told by pattern; a record out of force governs nothing', () => {
  const changed = ['src/session/a.ts', 'src/session/b.ts', 'README.md', 'adrs/001-a.md']
  expect(touched('`src/**`, `*.md`', changed)).toEqual([
    'src/** src/session/a.ts',
    'src/** src/session/b.ts',
    '*.md README.md',
  ])
  expect(touched('`src/**`', changed, 'Deprecated')).toEqual([])
  expect(touched('`adrs/**`', changed)).toEqual([])
})
