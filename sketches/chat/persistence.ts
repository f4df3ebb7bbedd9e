import { setTimeout as pause } from 'node:timers/promises'
import type { Pool } from 'pg'
import { openPool, withConnection } from '../parts/database.ts'
import type { Stored } from './log.ts'

export interface Persistence<Item> {
  /** Takes responsibility for it: tries until the database has it. */
  add(items: Item[]): void
  /** How many are not in the database yet. */
  pending(): number
  recent(room: string, count: number): Promise<Stored[]>
  /** Resolves when nothing is pending, or after the limit. */
  close(limitMs: number): Promise<void>
}

export interface PersistenceOptions<Item> {
  url: string
  rowOf(item: Item): Stored
  stored(items: Item[]): void
}

const batchMax = 1_000
/** Lets a batch gather: the database's cost is by the statement far more than by the row. */
const gatherMs = 20
const [firstPauseMs, lastPauseMs] = [50, 1_000]
const connections = 2

const schema = `
  select pg_advisory_lock(hashtext('chat_message'));
  create table if not exists chat_message (
    room text not null,
    author text not null,
    id text not null,
    text text not null,
    at bigint not null,
    primary key (room, author, id));
  create index if not exists chat_message_at on chat_message (room, at)`

export async function openPersistence<Item>(
  options: PersistenceOptions<Item>,
): Promise<Persistence<Item>> {
  await withConnection(options.url, (client) => client.query(schema))
  const pool = openPool(options.url, connections)
  let waiting: Item[] = []
  let working: Promise<void> | null = null
  let closing = false

  async function work(): Promise<void> {
    if (!closing) await pause(gatherMs)
    for (let waitMs = firstPauseMs; waiting.length > 0; ) {
      const batch = waiting.slice(0, batchMax)
      try {
        await insertAll(pool, batch.map(options.rowOf))
        waiting = waiting.slice(batch.length)
        options.stored(batch)
        waitMs = firstPauseMs
        if (!closing && waiting.length < batchMax) await pause(gatherMs)
      } catch {
        // The same rows again, however often: what is there already stays as it is.
        await pause(waitMs)
        waitMs = Math.min(lastPauseMs, waitMs * 2)
      }
    }
    working = null
  }

  return {
    add(items) {
      waiting.push(...items)
      if (waiting.length > 0) working ??= work()
    },
    pending: () => waiting.length,
    recent: (room, count) => recentOf(pool, room, count),
    async close(limitMs) {
      closing = true
      if (working !== null) await Promise.race([working, pause(limitMs)])
      if (waiting.length === 0) await pool.end()
    },
  }
}

/** Writes rows that may be there already, as after a crash or an answer that was lost. */
export async function insertAll(pool: Pool, rows: Stored[]): Promise<void> {
  await pool.query({
    name: 'chat-insert',
    text: `insert into chat_message (room, author, id, text, at)
      select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[])
      on conflict do nothing`,
    values: [
      rows.map(({ room }) => room),
      rows.map(({ from }) => from),
      rows.map(({ id }) => id),
      rows.map(({ text }) => text),
      rows.map(({ at }) => at),
    ],
  })
}

async function recentOf(pool: Pool, room: string, count: number): Promise<Stored[]> {
  const { rows } = await pool.query({
    name: 'chat-recent',
    text: `select id, room, author as from, text, at::float8 as at from chat_message
      where room = $1 order by at desc limit $2`,
    values: [room, count],
  })
  return rows.reverse()
}
