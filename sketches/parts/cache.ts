import type { Bus } from './bus.ts'
import { openPostgresStore } from './cache-postgres.ts'
import { openRedisStore } from './cache-redis.ts'
import { leastRecentlyUsed } from './least-recently-used.ts'

/** Remembers texts for a time, for all processes. What it holds may vanish at any moment, and is never the only copy. */
export interface Cache {
  /** Null also while the shared level is away: who asks goes to the truth then. */
  get(key: string): Promise<string | null>
  /** Rejects where the change could not be made, since others may then be told what was so before. */
  set(key: string, value: string, ttlMs: number): Promise<void>
  delete(key: string): Promise<void>
  hits(): Hits
  close(): Promise<void>
}

/** Where answers came from: this process, what all share, or nowhere. */
export interface Hits {
  local: number
  /** Waited for a question that another had asked already. */
  joined: number
  shared: number
  missed: number
  /** Missed because the shared level did not answer. */
  failed: number
}

/** The level that all processes share. */
export interface Store {
  get(key: string): Promise<{ value: string; leftMs: number } | null>
  set(key: string, value: string, ttlMs: number): Promise<void>
  delete(key: string): Promise<void>
  close(): Promise<void>
}

export interface CachePlace {
  databaseUrl: string
  redisUrl?: string | undefined
  /** Tells the other processes what has changed. */
  bus: Bus
  localEntriesMax?: number
  /** How old an answer can be at worst, where the bus has lost the news of a change. */
  localMsMax?: number
}

const channel = 'cache'

/** An unlogged table, or Redis where REDIS_URL or the place names one, behind the memory of the process. */
export async function openCache(place: CachePlace): Promise<Cache> {
  const { bus, localEntriesMax = 10_000, localMsMax = 1_000 } = place
  const redisUrl = 'redisUrl' in place ? place.redisUrl : process.env.REDIS_URL
  const store = await (redisUrl ? openRedisStore(redisUrl) : openPostgresStore(place.databaseUrl))
  const local = leastRecentlyUsed<{ value: string; until: number }>(localEntriesMax)
  const asked = new Map<string, Promise<string | null>>()
  const hits: Hits = { local: 0, joined: 0, shared: 0, missed: 0, failed: 0 }

  function forget(key: string): void {
    local.delete(key)
    asked.delete(key)
  }

  /** One question to the store at a time for a key, however many wait for its answer. */
  function ask(key: string): Promise<string | null> {
    const question = answerFrom(store, key, hits).then((found) => {
      // A change that was heard of meanwhile has taken the question away: then its answer is not to be kept.
      if (asked.get(key) !== question) return found?.value ?? null
      asked.delete(key)
      if (found === null) return null
      const forMs = Math.min(found.leftMs, localMsMax)
      local.set(key, { value: found.value, until: performance.now() + forMs })
      return found.value
    })
    asked.set(key, question)
    return question
  }

  async function change(key: string, write: () => Promise<void>): Promise<void> {
    await write()
    forget(key)
    bus.publish(channel, key)
  }

  await bus.subscribe(channel, forget)
  return {
    async get(key) {
      const near = local.get(key)
      if (near !== undefined && near.until > performance.now()) {
        hits.local++
        return near.value
      }
      const waiting = asked.get(key)
      if (waiting === undefined) return ask(key)
      hits.joined++
      return waiting
    },
    set: (key, value, ttlMs) => change(key, () => store.set(key, value, ttlMs)),
    delete: (key) => change(key, () => store.delete(key)),
    hits: () => ({ ...hits }),
    close: () => store.close(),
  }
}

async function answerFrom(store: Store, key: string, hits: Hits) {
  try {
    const found = await store.get(key)
    if (found === null) hits.missed++
    else hits.shared++
    return found
  } catch {
    hits.missed++
    hits.failed++
    return null
  }
}
