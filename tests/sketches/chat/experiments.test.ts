import { expect, test } from 'vitest'
import { startBareChat, startSocketIoChat } from '../../../sketches/chat/bare.ts'
import { climb } from '../../../sketches/chat/experiments/climb.ts'
import { compare, observe } from '../../../sketches/chat/experiments/compare.ts'
import { grow } from '../../../sketches/chat/experiments/grow.ts'
import { compareSizes } from '../../../sketches/chat/experiments/sizes.ts'
import { startChat } from '../../../sketches/chat/index.ts'
import { startThreadedChat } from '../../../sketches/chat/threads.ts'
import { startRedis } from '../../../sketches/parts/redis.ts'
import { descendantsOf, survivorsOf } from '../processes.ts'
import { isInstalled } from '../servers.ts'

const load = { clients: 20, rooms: 2, rate: 200, seconds: 0.3, warmupSeconds: 0.1 }
const free = { acknowledge: 'received', persistence: 'none' } as const

test('variants of the chat and the bare loop do the same under the same load', async () => {
  const found = await compare({ one: free, two: { ...free, processes: 2, bus: 'relay' } }, load)
  await using bareChat = await startBareChat()
  const bare = await observe(bareChat, load)
  await using socketIoChat = await startSocketIoChat()
  const socketIo = await observe(socketIoChat, { ...load, dialect: 'socket.io' })
  expect(bare.run).toMatchObject({ delivered: bare.run.sent * 10, acknowledged: bare.run.sent })
  for (const each of [found.one, found.two, bare.outcome, socketIo.outcome]) {
    expect(each).toMatchObject({ lost: 0, latency: { count: bare.run.delivered } })
    expect(each.cpuMsPerMessage).toBeCloseTo(each.cpuMsPerDelivery * 10, 6)
    expect(each.cpuMsPerMessage).toBeGreaterThan(0)
    expect(each.residentBytes).toBeGreaterThan(10e6)
  }
  expect(found.two.residentBytes).toBeGreaterThan(found.one.residentBytes)
})

test('the chat with a thread for each connection speaks the same protocol', async (context) => {
  if (!isInstalled('cc') && !isInstalled('gcc')) context.skip('no C compiler is installed')
  await using threaded = await startThreadedChat()
  const { steps, talk } = await grow(threaded, { ...load, steps: [10, 20] })
  expect(steps.map(({ threads }) => threads)).toEqual([12, 22])
  expect(talk).toMatchObject({ delivered: talk.sent * 10, acknowledged: talk.sent, lost: 0 })
  expect(steps[1]?.kernelStackBytes).toBeGreaterThan(0)
})

test('a climb ends below the first rate that is missed, and larger rooms have more deliveries', async () => {
  await using chat = await startChat({ ...free, sealing: 'none', presence: false })
  const ladder = { clients: 20, rooms: 2, rates: [60, 120], seconds: 0.3 }
  const carried = await climb(chat, { ...ladder, inTimeMs: 5_000 })
  expect(carried).toMatchObject({ carriedPerS: 120, void: null })
  expect(carried.steps.map(({ perSecond, lost }) => [perSecond, lost])).toEqual([
    [60, 0],
    [120, 0],
  ])
  // Late without having kept a core busy: something else was. Late in spite of it: the chat is to blame.
  const keeping = (cores: number) => ({
    addresses: chat.addresses,
    stats: async () => ({ cpuS: cores * (performance.now() / 1000), residentBytes: 0 }),
  })
  const starved = await climb(keeping(0), { ...ladder, inTimeMs: 0 })
  expect(starved.void).toMatch(/^messages were late while the chat had 0.00 cores; driver lagged /)
  expect(starved.carriedPerS).toBe(0)
  expect(starved.steps.map(({ isCarried }) => isCarried)).toEqual([false, false])
  const busy = await climb(keeping(1), { ...ladder, inTimeMs: 0 })
  expect(busy.void).toBe(null)
  for (const { cores } of busy.steps) expect(cores).toBeCloseTo(1, 1)

  const { outcomes } = await compareSizes(chat, {
    clients: 20,
    sizes: [2, 20],
    rate: 60,
    seconds: 0.3,
  })
  const [pairs, all] = outcomes.map(({ latency }) => latency.count)
  expect(all).toBe((pairs ?? 0) * 10)
})

test('a run that needs Redis has one that goes with it, or is void', async (context) => {
  const path = process.env.PATH
  process.env.PATH = '/nowhere'
  await expect(startRedis(''))
    .rejects.toMatchObject({ name: 'VoidRun' })
    .finally(() => {
      process.env.PATH = path
    })
  await using named = await startRedis('redis://127.0.0.1:1')
  expect(named.url).toBe('redis://127.0.0.1:1')
  if (!isInstalled('redis-server')) context.skip('redis-server is not installed')
  const redis = await startRedis('')
  const servers = (await descendantsOf(process.pid)).filter(({ command }) =>
    command.includes('redis'),
  )
  expect(servers.some(({ command }) => command.includes(new URL(redis.url).port))).toBe(true)
  await redis[Symbol.asyncDispose]()
  expect(await survivorsOf(servers)).toEqual([])
})
