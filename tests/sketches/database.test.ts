import { execFileSync } from 'node:child_process'
import { readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { connectTo, openPool, startDatabase } from '../../sketches/parts/database.ts'
import { copyOfParts } from './parts-place.ts'
import { descendantsOf, signal, startOwner, survivorsOf } from './processes.ts'

const isRoot = process.getuid?.() === 0
const here = new URL('../../sketches/parts/database.ts', import.meta.url).href

/** A person who is not root but for the test's own sake is played by nobody. */
const people: { uid?: number; gid?: number }[] = isRoot
  ? [{}, { uid: idOf('-u'), gid: idOf('-g') }]
  : [{}]

test('a database of its own, with text in UTF-8, at 18 or what DATABASE_URL names', async () => {
  await using database = await startDatabase({ url: undefined })
  await using again = await startDatabase({ url: database.url })
  const [own, given] = await Promise.all([connectTo(database.url), connectTo(again.url)])
  await own.query('create table word (text text)')
  await own.query("insert into word values ('größer')")
  expect((await own.query('select text, version() from word')).rows).toEqual([
    { text: 'größer', version: expect.stringContaining('PostgreSQL 18.') },
  ])
  await expect(given.query('select * from word')).rejects.toThrow('relation "word" does not exist')
  await expect(again.crash()).rejects.toThrow('not ours to crash')
  await Promise.all([own.end(), given.end()])
})

test('what was committed is there after a crash, and the pool finds back by itself', async () => {
  await using database = await startDatabase({ url: undefined })
  const pool = openPool(database.url, 2)
  await pool.query('create table kept (id int)')
  await pool.query('insert into kept values (1)')
  await database.crash()
  // A backend that lost its server notices a moment later, and may answer once more.
  const answers = () =>
    pool.query('select 1').then(
      () => true,
      () => false,
    )
  await expect.poll(answers, { timeout: 10_000 }).toBe(false)
  await database.recover()
  expect((await pool.query('select id from kept')).rows).toEqual([{ id: 1 }])
  await pool.end()
})

test('disposal removes the server, its folder, or the database on a given server', async () => {
  const database = await startDatabase({ url: undefined })
  const given = await startDatabase({ url: database.url })
  const client = await connectTo(database.url)
  const names = async () =>
    (await client.query("select datname from pg_database where datname like 'holdfast_%'")).rows
  expect(await names()).toHaveLength(1)
  await given[Symbol.asyncDispose]()
  expect(await names()).toEqual([])
  await client.end()
  const started = await descendantsOf(process.pid)
  expect(await foldersOf(started.map(({ pid }) => pid))).not.toEqual([])
  await database[Symbol.asyncDispose]()
  const servers = started.filter(({ command }) => command.includes('postgres'))
  expect(await survivorsOf(servers)).toEqual([])
  expect(await foldersOf(started.map(({ pid }) => pid))).toEqual([])
})

test('nothing outlives an owner that is killed', async () => {
  await using owner = await startOwner(programFor(here))
  const started = await descendantsOf(owner.pid)
  expect(started.filter(({ command }) => command.includes('postgres')).length).toBeGreaterThan(3)
  await owner.end('SIGKILL')
  expect(await survivorsOf(started)).toEqual([])
  expect(await foldersOf(started.map(({ pid }) => pid))).toEqual([])
})

test('what a killed keeper leaves is removed by the next start', async () => {
  await using owner = await startOwner(programFor(here))
  const started = await descendantsOf(owner.pid)
  const keeper = started.find(({ command }) => command.includes('database-process'))
  signal(keeper?.pid, 'SIGKILL')
  await owner.end('SIGKILL')
  expect(await foldersOf([keeper?.pid ?? 0])).toHaveLength(1)
  await using _next = await startDatabase({ url: undefined })
  expect(await foldersOf([keeper?.pid ?? 0])).toEqual([])
  expect(await survivorsOf(started)).toEqual([])
})

test.each(people)(
  'it starts in a closed folder with an awkward name, for the user %j',
  async (person) => {
    await using place = await copyOfParts(person)
    const file = pathToFileURL(join(place.folder, 'sketches', 'parts', 'database.ts')).href
    await using owner = await startOwner(programFor(file), person)
    expect(owner.said).toBe('PostgreSQL 18')
    const started = await descendantsOf(owner.pid)
    await owner.end('SIGTERM')
    expect(await survivorsOf(started)).toEqual([])
  },
)

function programFor(file: string): string {
  return `
    import { connectTo, startDatabase } from ${JSON.stringify(file)}
    const database = await startDatabase({ url: undefined })
    const client = await connectTo(database.url)
    const { rows } = await client.query('select version()')
    console.log(rows[0].version.slice(0, 13))`
}

async function foldersOf(keepers: number[]): Promise<string[]> {
  const names = await readdir(tmpdir())
  return names.filter((name) => keepers.some((pid) => name.startsWith(`holdfast-database-${pid}-`)))
}

function idOf(flag: string): number {
  return Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }))
}
