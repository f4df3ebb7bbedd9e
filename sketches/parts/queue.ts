import type { Policy } from './queue-policy.ts'
import { openPostgresQueues } from './queue-postgres.ts'
import { openRabbitQueues } from './queue-rabbitmq.ts'

/**
 * Hands each message to one consumer at a time, at least once, until a handler has finished it or it has failed too
 * often. A handler that was stopped and wakes up runs on beside its successor: what it writes must be idempotent, or
 * carry the attempt.
 */
export interface Queues {
  /** Every process that publishes or consumes declares, with the same policy. */
  declare(queue: string, policy?: Partial<Policy>): Promise<void>
  /** Resolves when the message outlives a crash of the server. The same id may be delivered again. */
  publish(queue: string, message: Message): Promise<void>
  consume(queue: string, handle: (delivery: Delivery) => Promise<void>): Promise<Consumer>
  /** What has failed for good, oldest first, up to a thousand. */
  dead(queue: string): Promise<DeadMessage[]>
  /** Gives a dead message its attempts anew; false where there is none. */
  requeue(queue: string, id: string): Promise<boolean>
  close(): Promise<void>
}

export interface Message {
  id: string
  body: string
}

export interface Delivery extends Message {
  /** From 1; higher for each later delivery of the message, whoever had it before. */
  attempt: number
  /** Aborts when the message is another's by now. */
  signal: AbortSignal
}

export interface DeadMessage extends Message {
  attempts: number
  reason: string
}

export interface Consumer {
  /** Takes no more, and resolves when what runs has ended. */
  stop(): Promise<void>
}

export interface QueuePlace {
  databaseUrl: string
  amqpUrl?: string | undefined
}

/** PostgreSQL with SKIP LOCKED, or RabbitMQ where AMQP_URL or the place names one. */
export function openQueues(place: QueuePlace): Promise<Queues> {
  const amqpUrl = 'amqpUrl' in place ? place.amqpUrl : process.env.AMQP_URL
  return amqpUrl ? openRabbitQueues(amqpUrl) : openPostgresQueues(place.databaseUrl)
}
