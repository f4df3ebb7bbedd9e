import { expect, test } from 'vitest'
import { abused, checked, isWhole, page } from './project.ts'

const load = "const load = q('5 messages/s') // source: a test\nconst both = load.times(2)"

/** A claim a line; every one of them wrong where that is wanted. */
const claims = (count: number, stated: number): string =>
  Array.from({ length: count }, () => `It is [${stated} messages a second](calc:both).`).join(
    '\n\n',
  )

const columns = (count: number): string => {
  const row = (cell: string): string => `|${` ${cell} |`.repeat(count)}`
  const stated = `${row('a').slice(0, -4)} [10 messages a second](calc:both) |`
  return [row('a'), row('---'), stated].join('\n')
}

/** A tenth of a size in a push, all of it in the scheduled run. */
const sized = (whole: number): number => (isWhole ? whole : whole / 10)

const long = sized(5_000_000)
const many = sized(10_000)

test('a long document, one of many claims and a wide table are judged like others', async () => {
  const paragraph = 'Plain words that state nothing, and then some more of them.\n\n'
  await using project = await abused({
    'long.md': page(load, paragraph.repeat(long / paragraph.length) + claims(1, 11)),
    'many.md': page(load, claims(many, 10)),
    'wide.md': page(load, columns(1_000)),
  })
  const { code, said, claims: counted, left } = await checked(project)
  const lines = 9 + 2 * Math.floor(long / paragraph.length)
  expect(said).toEqual({ 'long.md': [`${lines - 1}:8 claim-differs`] })
  expect(counted).toEqual({ holds: many + 2, all: many + 3 })
  expect(code).toBe(1)
  expect(left).toEqual([])
}, 600_000)

test('every one of many wrong claims is told at its place', async () => {
  await using project = await abused({ 'wrong.md': page(load, claims(many, 11)) })
  const { said, claims: counted } = await checked(project)
  expect(said['wrong.md']).toEqual(
    Array.from({ length: many }, (_, index) => `${8 + 2 * index}:8 claim-differs`),
  )
  expect(counted).toEqual({ holds: 1, all: many + 1 })
}, 600_000)
