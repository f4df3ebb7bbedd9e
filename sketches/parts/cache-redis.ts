import { createClient } from '@redis/client'
import type { Store } from './cache.ts'

const prefix = 'cache:'

export async function openRedisStore(url: string): Promise<Store> {
  const client = createClient({
    url,
    disableOfflineQueue: true,
    socket: { reconnectStrategy: (retries) => Math.min(1_000, 50 * 2 ** retries) },
  })
  client.on('error', () => {})
  await client.connect()
  return {
    async get(key) {
      const [value, leftMs] = await Promise.all([
        client.get(prefix + key),
        client.pTTL(prefix + key),
      ])
      return value === null ? null : { value: String(value), leftMs: Number(leftMs) }
    },
    async set(key, value, ttlMs) {
      await client.set(prefix + key, value, { expiration: { type: 'PX', value: Math.ceil(ttlMs) } })
    },
    async delete(key) {
      await client.del(prefix + key)
    },
    async close() {
      client.destroy()
    },
  }
}
