import {
  type CrowdDriver,
  type CrowdResult,
  openCrowdDriver,
  type Talk,
} from '../../drivers/crowd.ts'
import type { DialectName } from '../../drivers/dialect.ts'
import type { Distribution } from '../../drivers/distribution.ts'
import { startDatabase } from '../../parts/database.ts'
import { startChat } from '../index.ts'
import type { ChatOptions } from '../options.ts'

/** What one variant of the chat did under a load, and what that took. */
export interface Outcome {
  latency: Distribution
  acknowledgement: Distribution
  lost: number
  /** Of all processes of the chat, without the database, in ms of one core. */
  cpuMsPerMessage: number
  cpuMsPerDelivery: number
  residentBytes: number
}

export type Comparison<Name extends string> = Record<Name, Outcome> & { void: string | null }

export interface Load extends Talk {
  clients?: number
  rooms?: number
  dialect?: DialectName | undefined
}

/** Puts the same load on one variant after the other, all with the same database, and without presence. */
export async function compare<Name extends string>(
  variants: Record<Name, Partial<ChatOptions>>,
  load: Load,
): Promise<Comparison<Name>> {
  await using database = await startDatabase()
  await using driver = await openCrowdDriver()
  const outcomes: Partial<Record<Name, Outcome>> = {}
  let reason: string | null = null
  for (const name of Object.keys(variants) as Name[]) {
    const options = { databaseUrl: database.url, presence: false, ...variants[name] }
    await using chat = await startChat(options)
    const { outcome, run } = await observeBy(driver, chat, load)
    outcomes[name] = outcome
    reason ??= run.void
  }
  return { ...(outcomes as Record<Name, Outcome>), void: reason }
}

/** A thing that serves the chat's protocol and knows what it has used so far. */
export interface Observable<Stats extends Usage = Usage> {
  addresses: { host: string; port: number }
  stats(): Promise<Stats>
}

export interface Usage {
  cpuS: number
  residentBytes: number
}

export interface Observation {
  outcome: Outcome
  run: CrowdResult
}

export async function observe(chat: Observable, load: Load): Promise<Observation> {
  await using driver = await openCrowdDriver()
  return await observeBy(driver, chat, load)
}

/** The same by a driver that is there already. */
export async function observeBy(
  driver: CrowdDriver,
  chat: Observable,
  load: Load,
): Promise<Observation> {
  const { clients = 1_000, rooms = clients / 10, warmupSeconds = 0.5, dialect } = load
  await using crowd = await driver.gather(chat, { clients, rooms, dialect })
  await crowd.talk({ ...load, seconds: warmupSeconds, warmupSeconds: 0 })
  const before = await chat.stats()
  const run = await crowd.talk({ ...load, warmupSeconds: 0 })
  const after = await chat.stats()
  const cpuMs = (after.cpuS - before.cpuS) * 1000
  return {
    run,
    outcome: {
      latency: run.latency,
      acknowledgement: run.acknowledgement,
      lost: run.lost,
      cpuMsPerMessage: cpuMs / run.sent,
      cpuMsPerDelivery: cpuMs / run.delivered,
      residentBytes: after.residentBytes,
    },
  }
}
