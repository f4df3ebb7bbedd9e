import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Delivery, openQueues, type Queues } from '../../sketches/parts/queue.ts'
import type { Policy } from '../../sketches/parts/queue-policy.ts'
import { type Kind, postgresKinds, serverOf } from './kinds.ts'
import { startOwner, until } from './processes.ts'
import { type Server, startLimitMs, startRabbit } from './servers.ts'

const kinds: Kind[] = [
  ...postgresKinds,
  { name: 'RabbitMQ', program: 'rabbitmq-server', start: startRabbit },
]

const queueFile = new URL('../../sketches/parts/queue.ts', import.meta.url).href
const policy: Policy = { maxAttempts: 3, backoffMs: 100, leaseMs: 2_000, concurrency: 4 }

describe.each(kinds)('the queue on $name', (kind) => {
  const server = serverOf(kind)
  const placeOf = ({ url }: Server) => ({
    databaseUrl: url,
    amqpUrl: kind.name === 'RabbitMQ' ? url : undefined,
  })
  beforeAll(server.start, startLimitMs)
  afterAll(server.stop)

  /** Each test has a queue of its own, so that they can wait side by side. */
  async function opened(here: Server, name: string) {
    const queues = await openQueues(placeOf(here))
    await queues.declare(name, policy)
    return { queues, [Symbol.asyncDispose]: () => queues.close() }
  }

  test.concurrent('hands out every message, a limited number at a time', async (context) => {
    await using place = await opened(server.here(context), 'many')
    await handsOutAll(place.queues)
  })

  test.concurrent('tries again after a growing pause, and lays aside what fails for good', async (context) => {
    await using place = await opened(server.here(context), 'failing')
    await retries(place.queues)
  })

  test.concurrent('a message published twice is handled, and leaves nothing behind', async (context) => {
    await using place = await opened(server.here(context), 'twice')
    await takesTwice(place.queues)
  })

  test.concurrent('what a killed or stopped consumer held goes to another', async (context) => {
    const here = server.here(context)
    await using place = await opened(here, 'crash')
    await survivesConsumers(place.queues, placeOf(here))
  })

  test.concurrent('a consumer that stops finishes what it has begun, and no more', async (context) => {
    await using place = await opened(server.here(context), 'leaving')
    await drains(place.queues)
  })

  test('what was published is there after the server has crashed', async (context) => {
    const here = server.here(context)
    await using place = await opened(here, 'durable')
    await survivesServer(place.queues, here)
  })
})

async function handsOutAll(queues: Queues): Promise<void> {
  const ids = Array.from({ length: 60 }, (_, number) => `größe ${number}`)
  await Promise.all(ids.map((id) => queues.publish('many', { id, body: `body of ${id}` })))
  const seen: string[] = []
  let [running, most] = [0, 0]
  const consumer = await queues.consume('many', async ({ id, body, attempt }) => {
    most = Math.max(most, ++running)
    await pause(5)
    running--
    seen.push(`${id}: ${body}, ${attempt}`)
  })
  await until(() => seen.length >= ids.length)
  await consumer.stop()
  expect(seen.toSorted()).toEqual(ids.map((id) => `${id}: body of ${id}, 1`).toSorted())
  expect(most).toBe(policy.concurrency)
}

async function retries(queues: Queues): Promise<void> {
  const attempts: { id: string; attempt: number; at: number }[] = []
  let isCured = false
  const consumer = await queues.consume('failing', async ({ id, attempt }) => {
    attempts.push({ id, attempt, at: performance.now() })
    if (id === 'never' ? !isCured : attempt < 2) throw new Error(`${id} failed`)
  })
  await queues.publish('failing', { id: 'never', body: 'x' })
  await queues.publish('failing', { id: 'second', body: 'y' })
  await until(async () => (await queues.dead('failing')).length > 0)
  const of = (id: string) => attempts.filter((each) => each.id === id)
  expect(of('never').map(({ attempt }) => attempt)).toEqual([1, 2, 3])
  expect(of('second').map(({ attempt }) => attempt)).toEqual([1, 2])
  const [first, second, third] = of('never').map(({ at }) => at)
  expect((second ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(policy.backoffMs * 0.99)
  expect((third ?? 0) - (second ?? 0)).toBeGreaterThanOrEqual(policy.backoffMs * 2 * 0.99)
  expect(await queues.dead('failing')).toEqual([
    { id: 'never', body: 'x', attempts: 3, reason: 'Error: never failed' },
  ])

  isCured = true
  expect(await queues.requeue('failing', 'unknown')).toBe(false)
  expect(await queues.requeue('failing', 'never')).toBe(true)
  await until(() => of('never').length === 4)
  expect(of('never').at(-1)?.attempt).toBe(1)
  expect(await queues.dead('failing')).toEqual([])
  await consumer.stop()
}

async function takesTwice(queues: Queues): Promise<void> {
  const message = { id: 'same', body: 'body' }
  await Promise.all([queues.publish('twice', message), queues.publish('twice', message)])
  const seen: string[] = []
  const consumer = await queues.consume('twice', async ({ id }) => void seen.push(id))
  await queues.publish('twice', { id: 'last', body: '' })
  await until(() => seen.includes('last') && seen.includes('same'))
  await consumer.stop()
  expect(seen.length).toBeLessThanOrEqual(3)
  expect(new Set(seen)).toEqual(new Set(['same', 'last']))
  expect(await queues.dead('twice')).toEqual([])
}

async function survivesConsumers(queues: Queues, place: object): Promise<void> {
  for (const signal of ['SIGKILL', 'SIGSTOP'] as const) {
    await queues.publish('crash', { id: signal, body: '' })
    await using holder = await startOwner(`
      import { openQueues } from ${JSON.stringify(queueFile)}
      const queues = await openQueues({ amqpUrl: '', ...${JSON.stringify(place)} })
      await queues.declare('crash', ${JSON.stringify(policy)})
      await queues.consume('crash', ({ id }) => { console.log(id); return new Promise(() => {}) })`)
    expect(holder.said).toBe(signal)
    process.kill(holder.pid, signal)
    const taken: Delivery[] = []
    const consumer = await queues.consume('crash', async (delivery) => void taken.push(delivery))
    await until(() => taken.length > 0, 30_000)
    expect(taken.map(({ id, attempt }) => ({ id, attempt }))).toEqual([{ id: signal, attempt: 2 }])
    await consumer.stop()
    if (signal === 'SIGSTOP') await holder.end('SIGKILL')
  }
}

async function drains(queues: Queues): Promise<void> {
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>()
  const finished: string[] = []
  for (const id of ['one', 'two', 'three', 'four', 'five', 'six'])
    await queues.publish('leaving', { id, body: '' })
  const consumer = await queues.consume('leaving', async ({ id }) => {
    begin()
    await pause(300)
    finished.push(id)
  })
  await begun
  await consumer.stop()
  const before = finished.length
  expect(before).toBeGreaterThan(0)
  expect(before).toBeLessThanOrEqual(policy.concurrency)
  await pause(300)
  expect(finished.length).toBe(before)
  const rest = await queues.consume('leaving', async ({ id }) => void finished.push(id))
  await until(() => finished.length >= 6)
  await rest.stop()
  expect(finished.toSorted()).toEqual(['five', 'four', 'one', 'six', 'three', 'two'])
}

async function survivesServer(queues: Queues, { crash, recover }: Server): Promise<void> {
  for (const id of ['one', 'two']) await queues.publish('durable', { id, body: '' })
  const seen: string[] = []
  await crash()
  await recover()
  const consumer = await queues.consume('durable', async ({ id }) => void seen.push(id))
  await until(() => seen.length >= 2, 30_000)
  await consumer.stop()
  expect(new Set(seen)).toEqual(new Set(['one', 'two']))
}
