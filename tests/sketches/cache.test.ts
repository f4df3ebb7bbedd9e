import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Bus, openBus } from '../../sketches/parts/bus.ts'
import { openCache } from '../../sketches/parts/cache.ts'
import { leastRecentlyUsed } from '../../sketches/parts/least-recently-used.ts'
import { noTraffic } from '../../sketches/parts/traffic.ts'
import { type Kind, postgresKinds, serverOf } from './kinds.ts'
import { until } from './processes.ts'
import { startPostgres, startRedis } from './servers.ts'

const kinds: Kind[] = [
  ...postgresKinds,
  { name: 'Redis', program: 'redis-server', start: startRedis },
]

describe.each(kinds)('the cache on $name', (kind) => {
  const server = serverOf(kind)
  const placeOf = (url: string) => ({
    databaseUrl: url,
    redisUrl: kind.name === 'Redis' ? url : undefined,
  })
  beforeAll(server.start)
  afterAll(server.stop)

  test('answers what was set until it is deleted, from memory the second time', async (context) => {
    await using pair = await openPair(placeOf(server.here(context).url))
    const { one } = pair
    await one.set('größe', '', 60_000)
    expect([await one.get('größe'), await one.get('größe')]).toEqual(['', ''])
    await one.delete('größe')
    expect(await one.get('größe')).toBeNull()
    expect(one.hits()).toEqual({ local: 1, joined: 0, shared: 1, missed: 1, failed: 0 })
  })

  test('asks the shared level once, however many ask at the same time', async (context) => {
    await using pair = await openPair(placeOf(server.here(context).url))
    await pair.one.set('many', 'answers', 60_000)
    const answers = await Promise.all(Array.from({ length: 50 }, () => pair.other.get('many')))
    expect(new Set(answers)).toEqual(new Set(['answers']))
    expect(pair.other.hits()).toEqual({ local: 0, joined: 49, shared: 1, missed: 0, failed: 0 })
  })

  test('forgets after the time that was given, in memory too', async (context) => {
    await using pair = await openPair(placeOf(server.here(context).url))
    await pair.one.set('short', 'lived', 1_000)
    expect(await pair.other.get('short')).toBe('lived')
    await until(async () => (await pair.one.get('short')) === null)
    await until(async () => (await pair.other.get('short')) === null)
  })

  test('a change reaches the memory of the others over the bus', async (context) => {
    await using pair = await openPair(placeOf(server.here(context).url))
    const { one, other } = pair
    for (const value of ['first', 'second']) {
      await one.set('key', value, 60_000)
      await until(async () => (await other.get('key')) === value)
    }
    await one.delete('key')
    await until(async () => (await other.get('key')) === null)
  })

  test('without a bus, an answer is wrong for no longer than agreed', async (context) => {
    const place = placeOf(server.here(context).url)
    const [deaf, other] = await Promise.all([
      openCache({ ...place, bus: deadBus(), localMsMax: 300 }),
      openCache({ ...place, bus: deadBus() }),
    ])
    await other.set('news', 'old', 60_000)
    expect(await deaf.get('news')).toBe('old')
    await other.set('news', 'new', 60_000)
    expect(await deaf.get('news')).toBe('old')
    await until(async () => (await deaf.get('news')) === 'new')
    await Promise.all([deaf.close(), other.close()])
  })
})

test('while the shared level is away, everything is a miss and a change an error', async () => {
  await using server = await startPostgres()
  const cache = await openCache({ databaseUrl: server.url, redisUrl: undefined, bus: deadBus() })
  await server.crash()
  expect(await cache.get('key')).toBeNull()
  expect(cache.hits()).toMatchObject({ missed: 1, failed: 1 })
  await expect(cache.set('key', 'value', 1_000)).rejects.toThrow()
  await cache.close()
})

test('memory lets go of what was not asked for the longest', () => {
  const recent = leastRecentlyUsed<number>(2)
  recent.set('one', 1)
  recent.set('two', 2)
  recent.get('one')
  recent.set('three', 3)
  expect(['one', 'two', 'three'].map(recent.get)).toEqual([1, undefined, 3])
})

async function openPair(place: { databaseUrl: string; redisUrl: string | undefined }) {
  const buses = await Promise.all([openBus(place), openBus(place)])
  const [one, other] = await Promise.all([
    openCache({ ...place, bus: buses[0], localMsMax: 60_000 }),
    openCache({ ...place, bus: buses[1], localMsMax: 60_000 }),
  ])
  return {
    one,
    other,
    async [Symbol.asyncDispose]() {
      await Promise.all([one.close(), other.close()])
      await Promise.all(buses.map((bus) => bus.close()))
    },
  }
}

/** One that has lost everything, as a bus may. */
function deadBus(): Bus {
  return { publish() {}, async subscribe() {}, traffic: noTraffic, async close() {} }
}
