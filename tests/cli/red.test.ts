import { describe, expect, test } from 'vitest'
import { type Ended, run } from './process.ts'
import { main, type Workplace, workplace } from './workplace.ts'

/** What must stop a publication, where it stands, and how it is told. */
const mistakes = [
  {
    name: 'a wrong stated number',
    place: '13:12',
    told: 'claim-differs: stated 50 connections, computed 45',
    change: ['45 connections', '50 connections'],
  },
  {
    name: 'a type error in a fence',
    place: '9:23',
    told: "type-error: TS2551 Property 'tims' does not exist on type",
    change: ['inFlight.times', 'inFlight.tims'],
  },
  {
    name: 'a unit error',
    place: '9:28',
    told: 'type-error: TS2345 Argument of type \'Quantity<"B">\' is not assignable',
    change: ["inFlight.times(q('1.2'))", "inFlight.plus(q('3 GB'))"],
  },
  {
    name: 'a claim that names nothing',
    place: '13:12',
    told: 'claim-unknown: ',
    change: ['calc:pool', 'calc:pol'],
  },
] as const

const page = `# Chat

A page for the tests.

\`\`\`ts
// source: the load that is expected
const inFlight = q('37.5 ops')
// source: a fifth more
const room = inFlight.times(q('1.2'))
const pool = room.per(q('1 op/connection'))
\`\`\`

A pool of [45 connections](calc:pool).
`

const holdfast = ({ folder }: Workplace, ...words: string[]): Promise<Ended> =>
  run([process.execPath, main, ...words], { folder })

describe('each of these turns the check and the build red, at its place in the Markdown', () => {
  test.each(mistakes)('$name', async ({ place, told, change: [right, wrong] }) => {
    using work = workplace({ 'calculations/chat.md': page })
    expect(await holdfast(work, 'check')).toMatchObject({ code: 0 })
    expect(page).toContain(right)
    work.write('calculations/chat.md', page.replace(right, wrong))
    const checked = await holdfast(work, 'check')
    expect(checked.out).toContain(`calculations/chat.md:${place} ${told}`)
    expect(checked.code).toBe(1)
    const built = await holdfast(work, 'build')
    expect(built.out).toContain(`calculations/chat.md:${place} ${told}`)
    expect(built.err).toContain('The site is not built: only what holds is published.\n')
    expect(built.code).toBe(1)
  })

  test('a measured bound that does not hold', async () => {
    using place = workplace({ 'calculations/wait.md': waiting('at most 5 ms') })
    expect(await holdfast(place, 'measure')).toMatchObject({ code: 0 })
    const checked = await holdfast(place, 'check')
    expect(checked.out).toMatch(/^calculations\/wait\.md:12:10 claim-differs: /m)
    expect(checked.code).toBe(1)
    const built = await holdfast(place, 'build')
    expect(built.out).toMatch(/^calculations\/wait\.md:12:10 claim-differs: /m)
    expect(built.code).toBe(1)
  })
})

test('what is untested passes the check, but not before publishing', async () => {
  using place = workplace({ 'calculations/wait.md': waiting('at most 5 s') })
  const checked = await holdfast(place, 'check')
  expect(checked.out).toMatch(/^calculations\/wait\.md:12:10 warning claim-untested: /m)
  expect(checked.out).toContain('0 of 1 claim holds, 1 is untested\n')
  expect(checked.code).toBe(0)
  expect(await holdfast(place, 'check', '--complete')).toMatchObject({ code: 1 })
  expect(await holdfast(place, 'build')).toMatchObject({ code: 1 })
})

function waiting(bound: string): string {
  return `# Waiting

A page for the tests.

\`\`\`ts measured
const before = performance.now()
await new Promise((resolve) => setTimeout(resolve, 50))
const ms = performance.now() - before
const waited = q('1 ms').times(ms)
\`\`\`

It took [${bound}](measured:waited).
`
}

describe('paths', () => {
  test('count from the folder that the user is in', async () => {
    using place = workplace({ 'calculations/chat.md': page, 'adrs/kept/chat.md': page })
    const inside = { ...place, folder: `${place.folder}/calculations` }
    const { out, code } = await holdfast(inside, 'check', 'chat.md', '--format', 'json')
    expect(JSON.parse(out)).toMatchObject({ exitCode: 0, counts: { documents: 1, claims: 1 } })
    expect(code).toBe(0)
  })

  test('one that is not there, and one outside, are told in the command line', async () => {
    using place = workplace({ 'calculations/chat.md': page })
    const missing = await holdfast(place, 'check', 'calculations', 'caht.md')
    expect(missing.err).toContain('holdfast:1:29 path-missing: there is no caht.md in ')
    expect(missing.code).toBe(2)
    const outside = await holdfast(place, 'check', '..')
    expect(outside.err).toContain('holdfast:1:16 path-outside: .. lies outside ')
    expect(outside.code).toBe(2)
  })

  test('a folder without a document is an error', async () => {
    using place = workplace({ 'calculations/chat.md': page, 'notes/a.txt': '' })
    const { out, code } = await holdfast(place, 'check', 'notes')
    expect(out).toContain('nothing-found: ')
    expect(code).toBe(1)
  })
})

test.each([
  ['--complete=yes', 'flag-value-unexpected: unexpected value yes of --complete, which takes none'],
  ['--format=xml', 'flag-value-unknown: unexpected value xml of --format'],
])('holdfast check %s', async (flag, told) => {
  using place = workplace({ 'calculations/chat.md': page })
  const { err, code } = await holdfast(place, 'check', flag)
  expect(err).toContain(`holdfast:1:16 ${told}\n`)
  expect(code).toBe(2)
})

test('a wrong configuration is told', async () => {
  using place = workplace({ 'holdfast.config.ts': 'export default { folder: {} }\n' })
  const { err, code } = await holdfast(place, 'check')
  expect(err).toContain('holdfast.config.ts:1:1 settings-wrong: ')
  expect(code).toBe(2)
})
