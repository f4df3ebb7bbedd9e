import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { takeLock } from '../../src/document/writing/lock.ts'
import { beginWriting, finishWriting, writeChanges } from '../../src/document/writing/writing.ts'
import { run } from '../cli/process.ts'
import { type Place, place } from '../record/workplace.ts'

const disturbing = join(import.meta.dirname, 'disturb.mjs')
const program = join(import.meta.dirname, 'write-several.mjs')

const before = {
  'adrs/001-a.md': '\uFEFFa\r\n',
  'adrs/002-b.md': `${'b\n'.repeat(5_000)}é🦊`,
  'docs/c.md': 'c',
}
const after = {
  'adrs/003-a.md': '\uFEFFA\r\n',
  'adrs/002-b.md': `${'B\n'.repeat(4_000)}é🦊`,
  'docs/c.md': 'c',
  'docs/new/deep/d.md': 'd\n',
}
const changes = [
  { path: 'adrs/003-a.md', from: 'adrs/001-a.md', before: null, after: 'A\r\n' },
  { path: 'adrs/001-a.md', before: 'a\r\n', after: null },
  { path: 'adrs/002-b.md', before: before['adrs/002-b.md'], after: after['adrs/002-b.md'] },
  { path: 'docs/new/deep/d.md', before: null, after: 'd\n' },
]

async function write(work: Place, disturbance: string): ReturnType<typeof run> {
  const words = ['--no-warnings', '--import', disturbing, program, work.folder]
  return run([process.execPath, ...words, JSON.stringify(changes)], {
    folder: work.folder,
    environment: { DISTURB: disturbance },
  })
}

/** Every file below, with its text; temporary and other hidden ones included. */
function filesIn({ folder }: Place): Record<string, string> {
  return Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name))
      .map((path) => [path.slice(folder.length + 1), readFileSync(path, 'utf8')]),
  )
}

/** Documents only: each of them is the old one or the new one, and none is lost. */
function expectWhole(work: Place): void {
  const found = Object.entries(filesIn(work)).filter(([path]) => path.endsWith('.md'))
  for (const [path, text] of found)
    expect([Object(before)[path], Object(after)[path]], path).toContain(text)
  expect(found.some(([path]) => path === 'adrs/001-a.md' || path === 'adrs/003-a.md')).toBe(true)
}

/** That it is a number, and not none at all, decides whether anything is killed. */
function stepsOf({ err }: { err: string }): number {
  const steps = Number(err.match(/(\d+) steps/)?.[1])
  expect(steps).toBeGreaterThan(0)
  return steps
}
function takenAt({ err }: { err: string }): number {
  const step = Number(err.match(/taken at (\d+)/)?.[1])
  expect(step).toBeGreaterThan(0)
  return step
}

const several = 4

/** Some at a time, as many as a small machine bears. */
async function atEach(steps: number, killAt: (step: number) => Promise<void>): Promise<void> {
  for (let first = 1; first <= steps; first += several)
    await Promise.all(
      Array.from({ length: Math.min(several, steps + 1 - first) }, (_, index) =>
        killAt(first + index),
      ),
    )
}

describe('several files are written all or not at all', () => {
  test('when the process is killed at any step', async () => {
    using whole = place(before)
    const undisturbed = await write(whole, '')
    expect(undisturbed).toMatchObject({ code: 0, out: '' })
    expect(filesIn(whole)).toEqual(after)
    const outcomes = { old: 0, new: 0 }
    await atEach(stepsOf(undisturbed), async (step) => {
      using work = place(before)
      chmodSync(join(work.folder, 'adrs/002-b.md'), 0o640)
      expect((await write(work, `kill ${step}`)).signal).toBe('SIGKILL')
      expectWhole(work)
      const finished = await finishWriting(work.folder)
      expect(finished?.left ?? []).toEqual([])
      expect(await finishWriting(work.folder)).toBeNull()
      const files = filesIn(work)
      const isNew = 'adrs/003-a.md' in files
      outcomes[isNew ? 'new' : 'old']++
      expect(withoutLeftovers(files)).toEqual(isNew ? after : before)
      expect(statSync(join(work.folder, 'adrs/002-b.md')).mode & 0o777).toBe(0o640)
      // Nothing is in the way of the next command, and what was left over goes with it.
      await writeChanges(work.folder, isNew ? [] : changes)
      expect(filesIn(work)).toEqual(after)
    })
    expect(Math.min(outcomes.old, outcomes.new)).toBeGreaterThan(3)
  }, 120_000)

  test('when a file cannot be put in its place, also if the process is killed while it undoes the others', async () => {
    // The folder lies in the way of the third of four, after the first two are in place.
    const take = 'take adrs/002-b.md'
    using whole = place(before)
    const undone = await write(whole, take)
    expect(undone.code).toBe(1)
    expect(undone.out).toMatch(/adrs\/002-b\.md/)
    const withoutB = { 'adrs/001-a.md': before['adrs/001-a.md'], 'docs/c.md': 'c' }
    const expected = { ...withoutB, 'adrs/002-b.md/in-the-way': '' }
    expect(filesIn(whole)).toEqual(expected)
    expect(readdirSync(join(whole.folder, 'docs'))).toEqual(['c.md'])
    const taken = takenAt(undone)
    await atEach(stepsOf(undone) - taken, async (further) => {
      using work = place(before)
      expect((await write(work, `${take}, kill ${taken + further}`)).signal).toBe('SIGKILL')
      await finishWriting(work.folder)
      const files = withoutLeftovers(filesIn(work))
      const { 'adrs/002-b.md': _, ...others } = after
      const completed = { ...others, 'adrs/002-b.md/in-the-way': '' }
      expect([expected, completed]).toContainEqual(
        Object.fromEntries(Object.entries(files).filter(([path]) => !path.startsWith('.holdfast'))),
      )
    })
  }, 120_000)
})

/** What a process that was killed while it took the lock leaves is no text of anybody. */
const withoutLeftovers = (files: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(files).filter(([path]) => !/^\.holdfast\/writing\.[\d.]+\//.test(path)),
  )

describe('what stands in the way is told before anything is written', () => {
  test.each([
    ['a read-only file', (work: Place) => chmodSync(join(work.folder, 'adrs/002-b.md'), 0o444)],
    ['a folder', (work: Place) => mkdirSync(join(work.folder, 'adrs/003-a.md'))],
    ['a file of the same name', (work: Place) => work.write('adrs/003-a.md', 'theirs')],
    ['a file in the place of a folder', (work: Place) => work.write('docs/new', 'theirs')],
    ['a changed file', (work: Place) => work.write('adrs/002-b.md', 'theirs')],
  ])('%s', async (_, disturb) => {
    using work = place(before)
    disturb(work)
    const untouched = filesIn(work)
    await expect(writeChanges(work.folder, changes)).rejects.toMatchObject({ kind: 'failed' })
    expect(filesIn(work)).toEqual(untouched)
  })
})

test('what was changed by hand after the kill stays, and the text meant for it is kept', async () => {
  using work = place(before)
  const taken = takenAt(await write(work, 'take adrs/002-b.md'))
  using killed = place(before)
  await write(killed, `kill ${taken}`)
  killed.write('adrs/002-b.md', 'theirs')
  expect(await finishWriting(killed.folder)).toEqual({
    paths: ['adrs/001-a.md'],
    isUndone: false,
    left: [{ path: 'adrs/002-b.md', kept: '.holdfast/undo/adrs/002-b.md' }],
  })
  expect(killed.read('adrs/002-b.md')).toBe('theirs')
  expect(killed.read('.holdfast/undo/adrs/002-b.md')).toBe(after['adrs/002-b.md'])
})

test('one process writes at a time, and another waits for it', async () => {
  using work = place(before)
  const order: string[] = []
  const first = await beginWriting(work.folder)
  const second = beginWriting(work.folder).then(async (writing) => {
    order.push('second')
    await writing[Symbol.asyncDispose]()
  })
  await write(work, 'kill 1')
  order.push('first')
  await first.write(changes)
  await first[Symbol.asyncDispose]()
  await second
  expect(order).toEqual(['first', 'second'])
  expect(filesIn(work)).toEqual(after)
})

/** Killed when everything is laid down and nothing is written yet. */
async function killed(): Promise<Place> {
  const work = place(before)
  expect((await write(work, 'kill adrs/003-a.md')).signal).toBe('SIGKILL')
  expect(existsSync(join(work.folder, '.holdfast/writing/journal.json'))).toBe(true)
  return work
}

test('what was to be removed and was changed by hand stays, and nothing is laid down for it', async () => {
  using work = await killed()
  work.write('adrs/001-a.md', 'theirs')
  const finished = await finishWriting(work.folder)
  expect(finished?.left).toEqual([{ path: 'adrs/001-a.md', kept: null }])
  expect(filesIn(work)).toEqual({ ...after, 'adrs/001-a.md': 'theirs' })
})

describe('a lock that nobody holds', () => {
  test('is taken over and finished by one of several, even without the name of its owner', async () => {
    using work = await killed()
    for (const name of readdirSync(join(work.folder, '.holdfast/writing')))
      if (name.startsWith('owner.')) rmSync(join(work.folder, '.holdfast/writing', name))
    const finished = await Promise.all(Array.from({ length: 5 }, () => finishWriting(work.folder)))
    expect(finished.filter((each) => each !== null)).toEqual([
      { paths: expect.arrayContaining(['adrs/002-b.md']), isUndone: false, left: [] },
    ])
    expect(filesIn(work)).toEqual(after)
  })

  test('is not taken from a living owner', async () => {
    using work = place(before)
    await using _ = await beginWriting(work.folder)
    const taken = await Promise.all([takeLock(work.folder), takeLock(work.folder)])
    expect(taken).toMatchObject([{ pid: process.pid }, { pid: process.pid }])
  })
})
