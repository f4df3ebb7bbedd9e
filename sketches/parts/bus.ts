import { openPostgresBus } from './bus-postgres.ts'
import { openRedisBus } from './bus-redis.ts'
import type { Traffic } from './traffic.ts'

/**
 * Carries short texts between processes at most once: what is published while the way is broken is gone, and what
 * must not be lost travels another way as well. A publisher does not hear itself.
 */
export interface Bus {
  publish(channel: string, payload: string): void
  /** Resolves when nothing published from now on is missed. One receiver a channel. */
  subscribe(channel: string, receive: (payload: string) => void): Promise<void>
  traffic(): Traffic
  /** Sends what is still waiting, and ends. */
  close(): Promise<void>
}

export interface BusPlace {
  databaseUrl: string
  redisUrl?: string | undefined
}

/** PostgreSQL's NOTIFY, or Redis where REDIS_URL or the place names one. */
export function openBus(place: BusPlace): Promise<Bus> {
  const redisUrl = 'redisUrl' in place ? place.redisUrl : process.env.REDIS_URL
  return redisUrl ? openRedisBus(redisUrl) : openPostgresBus(place.databaseUrl)
}
