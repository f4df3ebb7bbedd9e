import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Bus, openBus } from '../../sketches/parts/bus.ts'
import { type Kind, postgresKinds, serverOf } from './kinds.ts'
import { startOwner, until } from './processes.ts'
import { type Server, startRedis } from './servers.ts'

const kinds: Kind[] = [
  ...postgresKinds,
  { name: 'Redis', program: 'redis-server', start: startRedis },
]

const busFile = new URL('../../sketches/parts/bus.ts', import.meta.url).href

describe.each(kinds)('the bus on $name', (kind) => {
  const server = serverOf(kind)
  const placeOf = (url: string) =>
    kind.name === 'Redis'
      ? { databaseUrl: '', redisUrl: url }
      : { databaseUrl: url, redisUrl: undefined }
  beforeAll(server.start)
  afterAll(server.stop)

  test('brings every text once and in order to everybody but its publisher', async (context) => {
    await using buses = await openThree(placeOf(server.here(context).url))
    const [one, other, third] = await Promise.all(buses.all.map((bus) => heardOn(bus, 'news')))
    const texts = Array.from({ length: 2_000 }, (_, number) => `${number} größer\nline`)
    for (const text of texts) buses.all[0]?.publish('news', text)
    await until(() => other?.length === texts.length && third?.length === texts.length)
    expect(other).toEqual(texts)
    expect(third).toEqual(texts)
    expect(one).toEqual([])
    expect(buses.all[0]?.traffic()).toEqual({ published: 2_000, received: 0, dropped: 0 })
    expect(buses.all[1]?.traffic()).toEqual({ published: 0, received: 2_000, dropped: 0 })
  })

  test('brings equal, long, empty and odd texts whole', async (context) => {
    await using buses = await openThree(placeOf(server.here(context).url))
    const [heard] = await Promise.all([heardOn(buses.all[1], 'odd'), heardOn(buses.all[2], 'odd')])
    const long = randomBytes(50_000).toString('hex')
    const texts = [
      'same',
      'same',
      '',
      'a\u001eb',
      '\u001fc',
      'nul\0',
      'x'.repeat(7_990),
      long,
      '😀',
    ]
    for (const text of texts) buses.all[0]?.publish('odd', text)
    await until(() => heard?.length === texts.length)
    expect(heard?.toSorted()).toEqual(texts.toSorted())
  })

  test('keeps channels apart', async (context) => {
    await using buses = await openThree(placeOf(server.here(context).url))
    const heard = await heardOn(buses.all[1], 'mine')
    buses.all[0]?.publish('yours', 'no')
    buses.all[0]?.publish('mine', 'yes')
    await until(() => heard.length > 0)
    expect(heard).toEqual(['yes'])
  })

  test('reaches another process', async (context) => {
    const place = placeOf(server.here(context).url)
    await using owner = await startOwner(`
      import { openBus } from ${JSON.stringify(busFile)}
      const bus = await openBus(${JSON.stringify(place)})
      await bus.subscribe('there', (text) => bus.publish('back', text + ' and back'))
      console.log('ready')`)
    const bus = await openBus(place)
    const heard = await heardOn(bus, 'back')
    bus.publish('there', 'there')
    await until(() => heard.length > 0)
    expect(heard).toEqual(['there and back'])
    await bus.close()
    await owner.end('SIGKILL')
  })

  test('drops and counts while the server is away, and works again when it is back', async (context) => {
    const here = server.here(context)
    await using buses = await openThree(placeOf(here.url))
    await survive(here, buses.all)
  })
})

async function survive({ crash, recover }: Server, [publisher, subscriber]: Bus[]): Promise<void> {
  const heard = await heardOn(subscriber, 'news')
  await crash()
  await until(() => {
    publisher?.publish('news', 'lost')
    return (publisher?.traffic().dropped ?? 0) > 0
  })
  await recover()
  await until(() => {
    publisher?.publish('news', 'again')
    return heard.includes('again')
  })
  expect(heard).not.toContain('lost')
}

async function openThree(place: Parameters<typeof openBus>[0]) {
  const all = await Promise.all([openBus(place), openBus(place), openBus(place)])
  return {
    all,
    async [Symbol.asyncDispose]() {
      await Promise.all(all.map((bus) => bus.close()))
    },
  }
}

async function heardOn(bus: Bus | undefined, channel: string): Promise<string[]> {
  const heard: string[] = []
  await bus?.subscribe(channel, (text) => heard.push(text))
  return heard
}
