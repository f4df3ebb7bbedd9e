import { createServer, type Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { expect, test } from 'vitest'
import { WebSocketServer } from 'ws'
import { start } from '../../../sketches/chat/index.ts'
import { crowd, gatherCrowd, openCrowdDriver } from '../../../sketches/drivers/crowd.ts'
import { descendantsOf, signal, until } from '../processes.ts'

/** Without a database, which these tests do not need. */
const bare = { acknowledge: 'received', persistence: 'none' } as const

test('every message reaches every member of its room once, across processes', async () => {
  await using chat = await start({ ...bare, processes: 2, bus: 'relay' })
  const run = await crowd(chat, { clients: 40, rooms: 4, rate: 200, seconds: 1, warmupSeconds: 0 })
  expect(run.sent).toBeGreaterThan(100)
  expect(run).toMatchObject({
    acknowledged: run.sent,
    delivered: run.sent * 10,
    lost: 0,
    doubled: 0,
    disconnected: 0,
    latency: { kind: 'distribution', unit: 'ms', count: run.sent * 10 },
    acknowledgement: { count: run.sent },
  })
  const stats = await chat.stats()
  expect(stats).toMatchObject({ messages: run.sent, deliveries: run.delivered })
  for (const each of stats.processes) {
    expect(each.messages).toBeGreaterThan(0)
    expect(each.deliveries).toBeGreaterThan(each.messages)
  }
})

test('one driver serves one crowd after the other, and the first is gone', async () => {
  await using chat = await start(bare)
  await using driver = await openCrowdDriver()
  for (const clients of [6, 4]) {
    await using gathered = await driver.gather(chat, { clients, rooms: 2 })
    await until(async () => (await chat.stats()).sockets === clients)
    const run = await gathered.talk({ rate: 60, seconds: 0.3, warmupSeconds: 0 })
    expect(run).toMatchObject({ delivered: (run.sent * clients) / 2, lost: 0, disconnected: 0 })
  }
  await until(async () => (await chat.stats()).sockets === 0)
})

test('a quantity of messages a second is taken as it is', async () => {
  await using chat = await start(bare)
  const rate = { value: 50, unit: 'message/s' }
  const run = await crowd(chat, { clients: 2, rooms: 1, rate, seconds: 0.5, warmupSeconds: 0 })
  expect(run.delivered).toBe(run.sent * 2)
})

test('the driver sees what a faulty server loses and doubles', async () => {
  await using faulty = await startFaultyServer()
  const run = await crowd(faulty, { clients: 2, rooms: 2, rate: 60, seconds: 1, warmupSeconds: 0 })
  expect(run.sent).toBeGreaterThan(20)
  expect(run.lost).toBe(Math.floor(run.sent / 2))
  expect(run.doubled).toBe(Math.ceil(run.sent / 2))
})

test('a run whose driver was held up is void and says by how much', async () => {
  await using chat = await start(bare)
  // The driver of the test before may not be gone yet.
  const before = new Set((await descendantsOf(process.pid)).map(({ pid }) => pid))
  const running = crowd(chat, { clients: 2, rooms: 1, rate: 50, seconds: 3, warmupSeconds: 0 })
  await until(async () => (await chat.stats()).messages > 0)
  const driver = (await descendantsOf(process.pid)).find(
    ({ pid, command }) => command.includes('crowd-process') && !before.has(pid),
  )
  signal(driver?.pid, 'SIGSTOP')
  await new Promise((resolve) => setTimeout(resolve, 200))
  signal(driver?.pid, 'SIGCONT')
  const { void: reason } = await running
  expect(reason).toMatch(/^driver lagged \d+ ms$/)
})

test('a driver whose server is not there says so', async () => {
  const chat = await start(bare)
  await chat[Symbol.asyncDispose]()
  const options = { clients: 2, rooms: 1, rate: 10, seconds: 1 }
  await expect(crowd(chat, options)).rejects.toThrow('ECONNREFUSED')
  await expect(crowd(chat, { ...options, clients: 20_000 })).rejects.toThrow('expected 1 to 15,000')
})

/** So many handshakes the driver has under way. */
const atOnce = 200

test('a crowd that could not gather leaves no connection open, and none is opened any more', async () => {
  await using late = await startLateServer()
  await using driver = await openCrowdDriver()
  const gathering = driver.gather(late, { clients: 2 * atOnce, rooms: 1 })
  await expect(gathering).rejects.toThrow('Unexpected answer HTTP/1.1 503')
  late.agree()
  await until(() => late.openSockets() === 0)
  expect(late.asked()).toBe(atOnce)
})

test('a crowd listens, grows and talks again, until it is let go', async () => {
  await using chat = await start(bare)
  const gathered = await gatherCrowd(chat, { clients: 20, rooms: 10 })
  expect(await chat.stats()).toMatchObject({ sockets: 20, messages: 0 })
  const talk = { rate: 100, seconds: 0.5, warmupSeconds: 0 }
  const pairs = await gathered.talk(talk)
  expect(pairs).toMatchObject({ delivered: pairs.sent * 2, lost: 0 })
  await gathered.grow(30)
  const threes = await gathered.talk(talk)
  expect(threes).toMatchObject({ sent: pairs.sent, delivered: pairs.sent * 3, lost: 0 })
  expect((await chat.stats()).sockets).toBe(30)
  await gathered[Symbol.asyncDispose]()
  await until(async () => (await chat.stats()).sockets === 0)
})

/** Refuses the last client of those that come at once, and lets the others wait until it is told to agree. */
async function startLateServer() {
  const server = createServer()
  const agreed = Promise.withResolvers<void>()
  const websockets = new WebSocketServer({ noServer: true })
  const sockets = new Set<Duplex>()
  let asked = 0
  server.on('upgrade', async (request, socket, head) => {
    sockets.add(socket.on('error', () => {}).on('close', () => sockets.delete(socket)))
    if (++asked === atOnce) return void socket.end('HTTP/1.1 503 Service Unavailable\r\n\r\n')
    await agreed.promise
    websockets.handleUpgrade(request, socket, head, (client) => client.on('error', () => {}))
  })
  return {
    ...(await listen(server)),
    agree: () => agreed.resolve(),
    asked: () => asked,
    openSockets: () => sockets.size,
  }
}

/** Acknowledges all, and delivers by turns twice and not at all. */
async function startFaultyServer() {
  const server = createServer()
  let turn = 0
  new WebSocketServer({ server }).on('connection', (client) => {
    client.on('message', (data) => {
      const { type, id } = JSON.parse(data.toString())
      client.send(JSON.stringify({ type: type === 'join' ? 'joined' : 'ack', id }))
      if (type === 'say' && turn++ % 2 === 0)
        for (let copy = 0; copy < 2; copy++) client.send(JSON.stringify({ type: 'say', id }))
    })
  })
  return await listen(server)
}

async function listen(server: Server) {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    addresses: { host: '127.0.0.1', port },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
    },
  }
}
