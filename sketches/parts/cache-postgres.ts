import type { Store } from './cache.ts'
import { openPool, withConnection } from './database.ts'

const connections = 4
const sweepMs = 30_000

/** Unlogged: it costs no log, and a server that crashed starts with it empty, which a cache may. */
const schema = `
  select pg_advisory_lock(hashtext('cache_entry'));
  create unlogged table if not exists cache_entry (
    key text primary key,
    value text not null,
    expires_at timestamptz not null);
  create index if not exists cache_entry_expires on cache_entry (expires_at)`

export async function openPostgresStore(url: string): Promise<Store> {
  await withConnection(url, (client) => client.query(schema))
  const pool = openPool(url, connections)
  const sweep = setInterval(() => {
    pool.query('delete from cache_entry where expires_at < now()').catch(() => {})
  }, sweepMs)
  sweep.unref()
  return {
    async get(key) {
      const { rows } = await pool.query({
        name: 'cache-get',
        text: `select value, extract(epoch from expires_at - now()) * 1000 as left
          from cache_entry where key = $1 and expires_at > now()`,
        values: [key],
      })
      const [row] = rows
      return row === undefined ? null : { value: row.value, leftMs: Number(row.left) }
    },
    async set(key, value, ttlMs) {
      await pool.query({
        name: 'cache-set',
        text: `insert into cache_entry values ($1, $2, now() + $3 * interval '1 ms')
          on conflict (key) do update set value = excluded.value, expires_at = excluded.expires_at`,
        values: [key, value, ttlMs],
      })
    },
    async delete(key) {
      await pool.query('delete from cache_entry where key = $1', [key])
    },
    async close() {
      clearInterval(sweep)
      await pool.end()
    },
  }
}
