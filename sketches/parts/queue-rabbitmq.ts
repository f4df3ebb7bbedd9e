import type { Channel, Connection, SyncMessage } from 'rabbitmq-client'
import type { DeadMessage, Queues } from './queue.ts'
import { backoffMsAfter, defaultPolicy, type Policy } from './queue-policy.ts'
import {
  deadOf,
  openConnection,
  send,
  startRabbitConsumer,
  textOf,
  waitingRoomOf,
} from './queue-rabbitmq-consumer.ts'

const deadMax = 1_000

/**
 * Quorum queues: one with the messages, one for the dead, and one for each backoff, which hands its messages back
 * when their time is over. The client reconnects by itself.
 */
export async function openRabbitQueues(url: string): Promise<Queues> {
  const connection = openConnection(url)
  await connection.onConnect()
  const publisher = connection.createPublisher({ confirm: true, maxAttempts: 20 })
  const policies = new Map<string, Policy>()

  return {
    async declare(queue, given = {}) {
      const policy = { ...defaultPolicy, ...given }
      policies.set(queue, policy)
      await declareQueues(connection, queue, policy)
    },
    publish: (queue, message) => send(publisher, queue, { ...message, headers: {} }),
    async consume(queue, handle) {
      const policy = policies.get(queue)
      if (policy === undefined)
        throw new Error(`Unexpected queue ${queue}, expected a declared one`)
      return startRabbitConsumer({ url, queue, policy, publisher, handle })
    },
    dead: (queue) => withDead(connection, queue, async (messages) => messages.map(deadMessageFrom)),
    requeue: (queue, id) =>
      withDead(connection, queue, async (messages, channel) => {
        const found = messages.find(({ messageId }) => messageId === id)
        if (found === undefined) return false
        await send(publisher, queue, { id, body: textOf(found.body), headers: {} })
        channel.basicAck({ deliveryTag: found.deliveryTag })
        return true
      }),
    async close() {
      await publisher.close()
      await connection.close()
    },
  }
}

async function declareQueues(connection: Connection, queue: string, policy: Policy): Promise<void> {
  const quorum = { 'x-queue-type': 'quorum' as const }
  for (const name of [queue, deadOf(queue)])
    await connection.queueDeclare({ queue: name, durable: true, arguments: quorum })
  for (let attempt = 1; attempt < policy.maxAttempts; attempt++)
    await connection.queueDeclare({
      queue: waitingRoomOf(queue, policy, attempt),
      durable: true,
      arguments: {
        ...quorum,
        'x-message-ttl': backoffMsAfter(policy, attempt),
        'x-dead-letter-exchange': '',
        'x-dead-letter-routing-key': queue,
        // Without these two, a broker that dies while it hands a message back loses it.
        'x-dead-letter-strategy': 'at-least-once',
        'x-overflow': 'reject-publish',
      },
    })
}

/** Takes the dead out to look at; what is not acknowledged goes back when the channel closes. */
async function withDead<Result>(
  connection: Connection,
  queue: string,
  use: (messages: SyncMessage[], channel: Channel) => Promise<Result>,
): Promise<Result> {
  const channel = await connection.acquire()
  try {
    const messages: SyncMessage[] = []
    while (messages.length < deadMax) {
      const message = await channel.basicGet({ queue: deadOf(queue) })
      if (message === undefined) break
      messages.push(message)
    }
    return await use(messages, channel)
  } finally {
    await channel.close()
  }
}

function deadMessageFrom({ messageId, body, headers }: SyncMessage): DeadMessage {
  return {
    id: messageId ?? '',
    body: textOf(body),
    attempts: Number(headers?.['x-attempt'] ?? 0),
    reason: String(headers?.['x-reason'] ?? ''),
  }
}
