import type { Pool } from 'pg'
import { openPool, withConnection } from './database.ts'
import { openListener } from './listener.ts'
import type { Queues } from './queue.ts'
import { defaultPolicy, type Policy } from './queue-policy.ts'
import { type Claims, startConsumer } from './queue-postgres-consumer.ts'

const connections = 8

/** While a message is handled, `due_at` is the end of its lease: what was abandoned becomes due by itself. */
const schema = `
  select pg_advisory_lock(hashtext('queue_message'));
  create table if not exists queue_message (
    queue text not null,
    id text not null,
    body text not null,
    attempt int not null default 0,
    due_at timestamptz not null default now(),
    published_at timestamptz not null default now(),
    dead_because text,
    primary key (queue, id));
  create index if not exists queue_message_due on queue_message (queue, due_at)
    where dead_because is null`

export async function openPostgresQueues(url: string): Promise<Queues> {
  await withConnection(url, (client) => client.query(schema))
  const pool = openPool(url, connections)
  const policies = new Map<string, Policy>()
  const wakers = new Map<string, Set<() => void>>()
  const listener = await openListener(url, (channel) => {
    for (const wake of wakers.get(channel) ?? []) wake()
  })

  return {
    async declare(queue, policy = {}) {
      policies.set(queue, { ...defaultPolicy, ...policy })
    },
    async publish(queue, { id, body }) {
      await pool.query({
        name: 'queue-publish',
        text: `with added as (
            insert into queue_message (queue, id, body) values ($1, $2, $3)
            on conflict do nothing returning 1)
          select pg_notify($4, '') from added`,
        values: [queue, id, body, channelOf(queue)],
      })
    },
    async consume(queue, handle) {
      const policy = policies.get(queue)
      if (policy === undefined)
        throw new Error(`Unexpected queue ${queue}, expected a declared one`)
      const consumer = startConsumer({ policy, handle, claims: claimsOn(pool, queue, policy) })
      const channel = channelOf(queue)
      wakers.set(channel, (wakers.get(channel) ?? new Set()).add(consumer.wake))
      await listener.listen(channel)
      return {
        async stop() {
          wakers.get(channel)?.delete(consumer.wake)
          await consumer.stop()
        },
      }
    },
    async dead(queue) {
      const { rows } = await pool.query(
        `select id, body, attempt as attempts, dead_because as reason from queue_message
          where queue = $1 and dead_because is not null order by due_at limit 1000`,
        [queue],
      )
      return rows
    },
    async requeue(queue, id) {
      const { rowCount } = await pool.query(
        `with again as (
            update queue_message set attempt = 0, due_at = now(), dead_because = null
            where queue = $1 and id = $2 and dead_because is not null returning 1)
          select pg_notify($3, '') from again`,
        [queue, id, channelOf(queue)],
      )
      return rowCount === 1
    },
    async close() {
      await listener.close()
      await pool.end()
    },
  }
}

/** What a consumer says to the table. All but the claim name the attempt, so that a late one changes nothing. */
function claimsOn(pool: Pool, queue: string, policy: Policy): Claims {
  async function change(name: string, text: string, values: unknown[]): Promise<boolean> {
    const { rowCount } = await pool.query({ name, text, values: [queue, ...values] })
    return rowCount === 1
  }
  return {
    async claim(count) {
      const { rows } = await pool.query({
        name: 'queue-claim',
        text: `with due as (
            select id from queue_message
            where queue = $1 and dead_because is null and due_at <= now()
            order by due_at limit $2 for update skip locked)
          update queue_message as message set
            attempt = least(attempt + 1, $3),
            due_at = now() + $4 * interval '1 ms',
            dead_because = case when attempt >= $3 then 'its consumer ended or stalled' end
          from due where message.queue = $1 and message.id = due.id
          returning message.id, body, attempt, dead_because is not null as dead`,
        values: [queue, count, policy.maxAttempts, policy.leaseMs],
      })
      return rows.filter(({ dead }) => !dead)
    },
    extend: ({ id, attempt }) =>
      change(
        'queue-extend',
        `update queue_message set due_at = now() + $4 * interval '1 ms'
          where queue = $1 and id = $2 and attempt = $3 and dead_because is null`,
        [id, attempt, policy.leaseMs],
      ),
    finish: ({ id, attempt }) =>
      change(
        'queue-finish',
        `delete from queue_message
          where queue = $1 and id = $2 and attempt = $3 and dead_because is null`,
        [id, attempt],
      ),
    fail: ({ id, attempt }, reason, againMs) =>
      change(
        'queue-fail',
        `update queue_message set due_at = now() + coalesce($5::float8, 0) * interval '1 ms',
          dead_because = case when $5::float8 is null then $4 end
          where queue = $1 and id = $2 and attempt = $3 and dead_because is null`,
        [id, attempt, reason, againMs],
      ),
  }
}

function channelOf(queue: string): string {
  return `queue_${queue}`
}
