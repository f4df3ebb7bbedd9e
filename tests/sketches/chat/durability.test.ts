import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Chat, start } from '../../../sketches/chat/index.ts'
import type { ChatOptions } from '../../../sketches/chat/options.ts'
import { killDuringTalk } from '../../../sketches/drivers/kills.ts'
import { type Database, startDatabase, withConnection } from '../../../sketches/parts/database.ts'
import { signal, until } from '../processes.ts'
import { isInstalled, type Server, startRedis } from '../servers.ts'
import { type Client, connectClient } from './client.ts'

/** A bus that comes back on a busy machine takes its time. */
const [busLimitMs, testLimitMs] = [40_000, 200_000]

let database: Database
beforeAll(async () => {
  database = await startDatabase({ url: undefined })
})
afterAll(() => database[Symbol.asyncDispose]())

const startHere = (options: Partial<ChatOptions>) =>
  start({ databaseUrl: database.url, bus: 'relay', presence: false, ...options })

test('nothing that was acknowledged from the synced log is lost, even if the power fails', async () => {
  await using chat = await startHere({ processes: 2, cutUnsynced: true })
  const before = (await chat.stats()).residentBytes
  // Each kill sends half of all clients back at once, with what nobody had acknowledged to them.
  const talk = { kills: 4, clients: 200, rate: 300, pauseMs: 500 }
  const result = await killDuringTalk(chat, talk)
  expect(result).toMatchObject({ kills: 4, acknowledged: result.sent, lost: 0 })
  // On a busy machine later kills may hit processes that serve nobody yet; the first one does not.
  expect(result.returns).toBeGreaterThan(50)
  const stats = await chat.stats()
  expect(stats).toMatchObject({ restarts: 4, refused: 0, droppedSlow: 0 })
  expect(stats.residentBytes).toBeLessThan(before * 1.5)
})

const modes = [
  { acknowledge: 'synced', cutUnsynced: true, kept: 10 },
  { acknowledge: 'written', cutUnsynced: false, kept: 10 },
  { acknowledge: 'written', cutUnsynced: true, kept: 0 },
  { acknowledge: 'received', cutUnsynced: false, kept: 0 },
] as const
test.each(modes)('a process killed before it could store: %j', async ({ kept, ...mode }) => {
  const room = `${mode.acknowledge}-${mode.cutUnsynced}`
  await using chat = await startHere(mode)
  const ann = await connectClient(chat.addresses.url)
  await ann.join(room, 'Ann')
  await database.crash()
  for (let id = 0; id < 10; id++) ann.send({ type: 'say', id: `${id}`, room, text: 'x' })
  await until(() => ann.count('ack') === 10)
  const [pid] = await chat.pids()
  signal(pid, 'SIGKILL')
  await ann.closed
  await database.recover()
  await until(async () => (await chat.stats()).processes.length === 1, 30_000)
  expect(await textsIn(room)).toHaveLength(kept)
})

test('what is acknowledged after the commit is in the database', async () => {
  await using chat = await startHere({ acknowledge: 'committed', sealing: 'none' })
  const ann = await connectClient(chat.addresses.url)
  await ann.join('committed', 'Ann')
  for (const id of ['a', 'b', 'c'])
    ann.send({ type: 'say', id, room: 'committed', text: `text ${id}` })
  await ann.first('ack', { id: 'c' })
  expect(await textsIn('committed')).toEqual(['text a', 'text b', 'text c'])
})

test('a message that comes again while it is under way is acknowledged to both connections', async () => {
  await using chat = await startHere({ acknowledge: 'committed' })
  const [lost, back] = await Promise.all([
    connectClient(chat.addresses.url),
    connectClient(chat.addresses.url),
  ])
  await Promise.all([lost.join('twice', 'Ann'), back.join('twice', 'Ann')])
  for (const client of [lost, back])
    client.send({ type: 'say', id: 'same', room: 'twice', text: 'x' })
  await Promise.all([lost.first('ack', { id: 'same' }), back.first('ack', { id: 'same' })])
  expect(await textsIn('twice')).toHaveLength(1)
  expect(back.count('say')).toBe(1)
})

test.each(['inline', 'threads'] as const)(
  'what is stored is sealed (%s), and read back in the order of its room',
  async (sealing) => {
    await using chat = await startHere({ sealing })
    const ann = await connectClient(chat.addresses.url)
    const room = `sealed-${sealing}`
    await ann.join(room, 'Ann')
    for (const id of ['1', '2', '3']) {
      ann.send({ type: 'say', id, room, text: `größe ${id}` })
      await ann.first('ack', { id })
    }
    expect(ann.received.filter(({ type }) => type === 'say').map(({ id }) => id)).toEqual([
      '1',
      '2',
      '3',
    ])
    await until(async () => (await textsIn(room)).length === 3)
    expect(await textsIn(room)).toEqual(Array(3).fill(expect.stringMatching(/^1\.[\w-]+$/)))
    const recent = await fetch(new URL(`/recent?room=${room}`, chat.addresses.page))
    expect(await recent.json()).toMatchObject([
      { text: 'größe 1' },
      { text: 'größe 2' },
      { text: 'größe 3' },
    ])
  },
)

test('while the database is away the chat goes on, within a bound, and makes up for it', async () => {
  await using chat = await startHere({ unstoredMax: 20, messagesPerSMax: 1_000 })
  const ann = await connectClient(chat.addresses.url)
  await ann.join('away', 'Ann')
  await database.crash()
  let number = 0
  await until(() => {
    ann.send({ type: 'say', id: `${number++}`, room: 'away', text: 'x' })
    return ann.count('refused') > 0
  })
  const acknowledged = ann.count('ack')
  expect(acknowledged).toBeGreaterThan(20)
  expect(await ann.first('refused')).toMatchObject({ reason: expect.stringContaining('behind') })
  await database.recover()
  await until(async () => (await chat.stats()).unstored === 0)
  expect((await textsIn('away')).length).toBeGreaterThanOrEqual(acknowledged)
  ann.send({ type: 'say', id: 'again', room: 'away', text: 'x' })
  await ann.first('ack', { id: 'again' })
})

test('disposal says goodbye, and everything accepted is stored', async () => {
  const chat = await startHere({ processes: 2 })
  const clients = await Promise.all(
    Array.from({ length: 10 }, () => connectClient(chat.addresses.url)),
  )
  await Promise.all(clients.map((client, index) => client.join('leaving', `c-${index}`)))
  for (const client of clients)
    for (const id of ['1', '2', '3']) client.send({ type: 'say', id, room: 'leaving', text: 'x' })
  await Promise.all(clients.map((client) => client.first('ack', { id: '3' })))
  await chat[Symbol.asyncDispose]()
  for (const client of clients) expect((await client.closed).code).toBe(1012)
  expect(await textsIn('leaving')).toHaveLength(30)
})

test(
  'the bus gone and back: rooms are cut in parts, and then whole again',
  async () => {
    await using chat = await startHere({ processes: 2, bus: 'postgres', messagesPerSMax: 1_000 })
    await loseAndFind(chat, database)
  },
  testLimitMs,
)

test(
  'the same on Redis',
  async (context) => {
    if (!isInstalled('redis-server')) context.skip('redis-server is not installed')
    await using redis = await startRedis()
    const free = { acknowledge: 'received', persistence: 'none', messagesPerSMax: 1_000 } as const
    const bus = { bus: 'redis', redisUrl: redis.url } as const
    await using chat = await startHere({ ...free, ...bus, processes: 2 })
    await loseAndFind(chat, redis)
  },
  testLimitMs,
)

async function loseAndFind(chat: Chat, server: Pick<Server, 'crash' | 'recover'>): Promise<void> {
  const members = await Promise.all(
    Array.from({ length: 6 }, () => connectClient(chat.addresses.url)),
  )
  const joined = await Promise.all(
    members.map(async (member, index) => {
      await member.join('bus', `m-${index}`)
      return member.first('joined')
    }),
  )
  const near = members.filter((_, index) => joined[index]?.process === joined[0]?.process)
  const far = members.filter((member) => !near.includes(member))
  expect(far.length).toBeGreaterThan(0)
  let number = 0
  function say(): string {
    const id = `${number++}`
    members[0]?.send({ type: 'say', id, room: 'bus', text: 'x' })
    return id
  }
  /** What was said before the bus came back is gone for the others, so that it is said again and again. */
  async function untilWhole(): Promise<void> {
    const said: string[] = []
    await until(async () => {
      said.push(say())
      await pause(50)
      return said.some((id) => members.every((member) => hears(member, id)))
    }, busLimitMs)
  }
  await untilWhole()
  await server.crash()
  // One after the other has made the way through the author's process, and none has reached the other one.
  const apart: string[] = []
  for (let messages = 0; messages < 5; messages++) {
    const id = say()
    apart.push(id)
    await until(() => near.every((member) => hears(member, id)), busLimitMs)
  }
  expect(apart.filter((id) => far.some((member) => hears(member, id)))).toEqual([])
  await server.recover()
  await untilWhole()
}

const hears = ({ received }: Client, id: string): boolean =>
  received.some((each) => each.type === 'say' && each.id === id)

async function textsIn(room: string): Promise<string[]> {
  const { rows } = await withConnection(database.url, (client) =>
    client.query('select text from chat_message where room = $1 order by at, id', [room]),
  )
  return rows.map(({ text }) => text)
}
