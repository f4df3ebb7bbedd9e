import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { refusalOf } from '../../src/command/unfinished.ts'
import { writeChanges } from '../../src/document/writing/writing.ts'
import { WritingError } from '../../src/document/writing/writing-error.ts'
import { type Ended, run } from '../cli/process.ts'
import { root } from '../house/files.ts'
import { specimens } from './specimens.ts'
import { type Place, place } from './workplace.ts'

const own =
  specimens('holds')
    .find(({ name }) => name === 'own')
    ?.files.values()
    .next().value ?? ''
const main = join(root, 'src/holdfast.mjs')
const config = { 'holdfast.config.ts': 'export default {}\n' }

/** The program that kills the command before a file is put in its place. */
const disturbing = join(root, 'tests/document/disturb.mjs')

const holdfast = ({ folder }: Place, ...words: string[]): Promise<Ended> =>
  run([process.execPath, main, ...words], { folder })

test('new, supersede, status and list, from an empty folder', async () => {
  using work = place(config)
  const first = await holdfast(work, 'new', 'Use PostgreSQL for sessions', '--deciders', 'Ada')
  expect(first).toMatchObject({ code: 0, err: '' })
  expect(first.out).toBe(
    'adrs/001-use-postgresql-for-sessions.md written\n' +
      'Write what stands in brackets: holdfast check adrs/001-use-postgresql-for-sessions.md says what is left. Then holdfast status 1 accepted\n',
  )
  expect(work.read('adrs/001-use-postgresql-for-sessions.md')).toContain('**Deciders**: Ada\n')
  expect((await holdfast(work, 'status', '1')).out).toBe('Proposed\n')
  await holdfast(work, 'status', 'ADR-001', 'Accepted')
  const second = await holdfast(work, 'supersede', '001', 'Use Redis for sessions')
  expect(second.out).toContain('holdfast status 2 accepted, which marks ADR-001 as superseded\n')
  expect((await holdfast(work, 'status', '1')).out).toBe('Accepted\n')
  expect((await holdfast(work, 'status', '2', 'accepted')).out).toBe(
    'adrs/002-use-redis-for-sessions.md changed\nadrs/001-use-postgresql-for-sessions.md changed\n',
  )
  expect((await holdfast(work, 'list')).out).toMatch(
    /^ADR-001 {2}Superseded by ADR-002 {2}\d{4}-\d\d-\d\d {2}Use PostgreSQL for sessions\nADR-002 {2}Accepted {15}\d{4}-\d\d-\d\d {2}Use Redis for sessions\n$/,
  )
  expect(
    (await holdfast(work, 'list', '--status', 'superseded', '--text', 'postgresql ADR-002')).out,
  ).toContain('ADR-001')
  expect((await holdfast(work, 'list', '--tag', 'none')).out).toBe('No record is like that.\n')
  const json = JSON.parse((await holdfast(work, 'list', '--format', 'json')).out)
  expect(
    json.records.map(({ name, status }: { name: string; status: string }) => [name, status]),
  ).toEqual([
    ['ADR-001', 'Superseded'],
    ['ADR-002', 'Accepted'],
  ])
})

test('one successor for two records, in part', async () => {
  using work = place({
    ...config,
    'adrs/001-a.md': own,
    'adrs/002-b.md': own.replace('ADR-001', 'ADR-002'),
  })
  expect(
    (await holdfast(work, 'supersede', '1', 'adrs/002-b.md', 'Keep both apart', '--part')).code,
  ).toBe(0)
  expect(work.read('adrs/003-keep-both-apart.md')).toContain(
    '* Supersedes in part [ADR-001](./001-a.md)\n* Supersedes in part [ADR-002](./002-b.md)\n',
  )
  expect((await holdfast(work, 'status', '3', 'accepted')).code).toBe(0)
  for (const path of ['adrs/001-a.md', 'adrs/002-b.md'])
    expect(work.read(path)).toContain(
      '**Status**: Accepted, superseded in part by [ADR-003](./003-keep-both-apart.md)\n',
    )
})

test('new takes no number that a branch has', async () => {
  using work = place({ ...config, 'adrs/001-a.md': own })
  work.git('init', '-q')
  work.git('add', '-A')
  work.git('commit', '-q', '-m', 'One')
  work.git('checkout', '-q', '-b', 'other')
  work.write('adrs/008-b.md', own.replace('ADR-001', 'ADR-008'))
  work.git('add', '-A')
  work.git('commit', '-q', '-m', 'Two')
  work.git('checkout', '-q', 'main')
  expect((await holdfast(work, 'new', 'A title')).out).toContain('adrs/009-a-title.md written\n')
})

test('renumber after a merge, citations included', async () => {
  using work = place({
    ...config,
    'adrs/001-a.md': own,
    'adrs/001-b.md': own.replace('Ada Byron', 'Ada B.'),
    'docs/notes.md': 'See [ADR-001](../adrs/001-b.md).\n',
    'calculations/chat.md': '\uFEFFADR-001 and [b](../adrs/001-b.md)\r\n',
  })
  work.git('init', '-q')
  expect((await holdfast(work, 'renumber', '1')).err).toContain(
    'record-ambiguous: 1 could be adrs/001-a.md or adrs/001-b.md',
  )
  const done = await holdfast(work, 'renumber', 'adrs/001-b.md')
  expect(done.out).toBe(
    'adrs/002-b.md written\nadrs/001-b.md removed\ncalculations/chat.md changed\ndocs/notes.md changed\n' +
      'calculations/chat.md:1 says ADR-001 without a link, which could be either record: left as it is\n',
  )
  expect(work.names('adrs')).toEqual(['001-a.md', '002-b.md'])
  expect(work.read('adrs/002-b.md')).toBe(
    own.replace('Ada Byron', 'Ada B.').replace('ADR-001', 'ADR-002'),
  )
  expect(work.read('docs/notes.md')).toBe('See [ADR-002](../adrs/002-b.md).\n')
  expect(work.read('calculations/chat.md')).toBe('\uFEFFADR-001 and [b](../adrs/002-b.md)\r\n')
})

test.each([
  [['status', '7'], 'record-not-found: there is no record 7'],
  [['status', 'adrs/001-b.md'], 'cure: did you mean adrs/001-a.md?'],
  [['status', '1', 'acepted'], 'status-refused: unexpected status acepted'],
  [['status', '1', 'superseded'], 'cure: holdfast status 1 superseded --by NNN'],
  [
    ['status', '1', 'superseded', '--by', '1'],
    'status-refused: unexpected status superseded by itself',
  ],
  [
    ['status', '1', 'accepted', '--by', '2'],
    'status-refused: unexpected status accepted by another record',
  ],
  [
    ['status', '2', 'accepted'],
    'status-absent: adrs/0002-madr.md states no status that could be changed',
  ],
  [['renumber', '1', '2'], 'number-refused: 2 is taken by adrs/0002-madr.md'],
  [['renumber', '1', 'x'], 'number-refused: x is no number'],
  [['new', '…'], 'title-empty: a title without a letter or digit'],
  [['new', 'A', '--folder', 'docs'], 'record-folder: docs is no folder of records'],
])('%j is refused and changes nothing', async (words, said) => {
  const madr =
    specimens('holds')
      .find(({ name }) => name === 'madr4-no-status')
      ?.files.values()
      .next().value ?? ''
  using work = place({ ...config, 'adrs/001-a.md': own, 'adrs/0002-madr.md': madr })
  const refused = await holdfast(work, ...words)
  expect(refused.err).toContain(said)
  expect(refused).toMatchObject({ code: 2, out: '' })
  expect(work.names('adrs')).toEqual(['0002-madr.md', '001-a.md'])
  expect(work.read('adrs/001-a.md')).toBe(own)
})

test('what cannot be written whole is not written at all', async () => {
  using work = place({ 'a.md': 'a', file: '' })
  const changes = [
    { path: 'a.md', before: 'a', after: 'b' },
    { path: 'file/c.md', before: null, after: 'c' },
  ]
  await expect(writeChanges(work.folder, changes)).rejects.toThrow()
  expect(work.read('a.md')).toBe('a')
  expect(work.names('.')).toEqual(['a.md', 'file'])
  const stale = [{ path: 'a.md', before: 'x', after: 'b' }]
  await expect(writeChanges(work.folder, stale)).rejects.toThrow('a.md has changed meanwhile')
  expect(work.read('a.md')).toBe('a')
})

describe('a command that is killed between two files', () => {
  const files = {
    ...config,
    'adrs/001-a.md': own,
    'adrs/002-b.md': own
      .replace('ADR-001', 'ADR-002')
      .replace('**Status**: Accepted', '**Status**: Proposed')
      .replace('## Links\n\n', '## Links\n\n* Supersedes [ADR-001](./001-a.md)\n'),
  }
  /** Accepting the second record marks the first: two files, of which only one is written. */
  const killed = async (work: Place): Promise<void> => {
    const words = ['--import', disturbing, main, 'status', '2', 'accepted']
    const { signal } = await run([process.execPath, ...words], {
      folder: work.folder,
      environment: { DISTURB: 'kill adrs/001-a.md' },
    })
    expect(signal).toBe('SIGKILL')
    expect(work.read('adrs/001-a.md')).toBe(own)
    expect(work.read('adrs/002-b.md')).toContain('**Status**: Accepted')
  }

  test('is completed by the next one, whichever that is', async () => {
    using work = place(files)
    await killed(work)
    const next = await holdfast(work, 'list', '--format', 'json')
    expect(next.err).toContain(
      'write-finished: a command was killed while it wrote; completed now: adrs/001-a.md',
    )
    const statuses = JSON.parse(next.out).records.map(({ status }: { status: string }) => status)
    expect(statuses).toEqual(['Superseded', 'Accepted'])
    expect((await holdfast(work, 'list')).err).toBe('')
    expect(work.names('.holdfast')).toEqual([])
  })

  test('leaves what was changed by hand since, and keeps the text that was meant for it', async () => {
    using work = place(files)
    await killed(work)
    work.write('adrs/001-a.md', `${own}\nMore.\n`)
    expect((await holdfast(work, 'status', '1')).err).toMatch(
      /^adrs\/001-a\.md:1:1 warning write-left: [\s\S]*cure: .*\.holdfast\/undo\/adrs\/001-a\.md$/m,
    )
    expect(work.read('adrs/001-a.md')).toBe(`${own}\nMore.\n`)
    expect(work.read('.holdfast/undo/adrs/001-a.md')).toContain('**Status**: Superseded by')
  })

  test('says what is in the way of completing it, and how to give it up', async () => {
    using work = place(files)
    await killed(work)
    work.write('.holdfast/writing/journal.json', '{ "schema": 2 }')
    const refused = await holdfast(work, 'list')
    expect(refused).toMatchObject({ code: 2, out: '' })
    expect(refused.err).toContain('write-unfinished: what a killed command left half written')
    expect(refused.err).toContain('remove .holdfast/writing')
  })
})

test('a process that waits in vain for another names it', () => {
  expect(refusalOf(new WritingError('busy', '42'))).toMatchObject({
    id: 'write-busy',
    text: 'nothing was written: process 42 is writing documents',
  })
})

test('a file that is no UTF-8 is named, and no command rewrites it', async () => {
  const latin = Buffer.from(own.replace('Ada', 'Ad\u00e9'), 'latin1')
  using work = place({ ...config, 'adrs/001-a.md': own, 'adrs/002-b.md': latin })
  const refused = await holdfast(work, 'status', '1', 'deprecated')
  expect(refused.err).toContain('adrs/002-b.md:1:1 document-unreadable: ')
  expect(refused).toMatchObject({ code: 2, out: '' })
  expect(work.read('adrs/001-a.md')).toBe(own)
})
