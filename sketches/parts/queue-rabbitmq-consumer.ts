import { type AsyncMessage, Connection, type Publisher } from 'rabbitmq-client'
import type { Consumer, Delivery, Message } from './queue.ts'
import { backoffMsAfter, type Policy } from './queue-policy.ts'

const [retryMsMin, retryMsMax] = [100, 1_000]

interface Work {
  url: string
  queue: string
  policy: Policy
  publisher: Publisher
  handle(delivery: Delivery): Promise<void>
}

/**
 * On a connection of its own, whose heartbeat is the lease: the broker takes back what a consumer holds that has
 * been silent for two of them.
 */
export async function startRabbitConsumer(work: Work): Promise<Consumer> {
  const { url, queue, policy } = work
  const connection = openConnection(url, Math.max(1, Math.floor(policy.leaseMs / 2_000)))
  let lost = new AbortController()
  connection.on('error', (error) => {
    lost.abort(error)
    lost = new AbortController()
  })
  await connection.onConnect()
  const consumer = connection.createConsumer(
    {
      queue,
      queueOptions: { passive: true },
      qos: { prefetchCount: policy.concurrency },
      concurrency: policy.concurrency,
    },
    (message) => handleOne(work, message, lost.signal),
  )
  consumer.on('error', () => {})
  await new Promise<void>((resolve) => consumer.once('ready', resolve))
  return {
    async stop() {
      await consumer.close()
      await connection.close()
    },
  }
}

/** Ends well in every case but one: where not even the next step could be stored, the message goes back. */
async function handleOne(work: Work, message: AsyncMessage, signal: AbortSignal): Promise<void> {
  const { queue, policy, publisher, handle } = work
  const [id, body] = [message.messageId ?? '', textOf(message.body)]
  const attempt = attemptOf(message)
  const step = (name: string, reason: unknown, attempts: number) =>
    send(publisher, name, {
      id,
      body,
      headers: { 'x-attempt': attempts, 'x-reason': String(reason) },
    })
  if (attempt > policy.maxAttempts)
    return step(deadOf(queue), 'its consumer ended or stalled', policy.maxAttempts)
  try {
    await handle({ id, body, attempt, signal })
  } catch (error) {
    const isLast = attempt === policy.maxAttempts
    await step(isLast ? deadOf(queue) : waitingRoomOf(queue, policy, attempt), error, attempt)
  }
}

/** Failures are counted by us in the message, crashes by the broker. */
function attemptOf({ headers }: AsyncMessage): number {
  return Number(headers?.['x-attempt'] ?? 0) + Number(headers?.['x-delivery-count'] ?? 0) + 1
}

/** Its errors come as events and are followed by another attempt. */
export function openConnection(url: string, heartbeatS = 10): Connection {
  const connection = new Connection({
    url,
    heartbeat: heartbeatS,
    retryLow: retryMsMin,
    retryHigh: retryMsMax,
  })
  connection.on('error', () => {})
  return connection
}

/** Resolves when a majority of the queue's copies have it on disk. */
export async function send(
  publisher: Publisher,
  routingKey: string,
  { id, body, headers }: Message & { headers: Record<string, string | number> },
): Promise<void> {
  await publisher.send({ routingKey, messageId: id, headers, durable: true }, body)
}

export function deadOf(queue: string): string {
  return `${queue}.dead`
}

/** Named by its time, so that another policy makes another queue. */
export function waitingRoomOf(queue: string, policy: Policy, attempt: number): string {
  return `${queue}.again-in-${backoffMsAfter(policy, attempt)}`
}

export function textOf(body: unknown): string {
  return Buffer.isBuffer(body) ? body.toString() : String(body)
}
