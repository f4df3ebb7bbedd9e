import { startChild } from '../parts/child.ts'
import { type AbuseKind, abuses } from './http-abuse-kinds.ts'
import type { HttpTarget } from './http-usage.ts'

export interface AbuseOptions {
  /** Abuses a second, of all kinds by turns. */
  rate: number
  seconds: number
  /** A service that answers badly, and is asked by some of them. */
  badService: string
  /** How long the gateway gives a slow client. */
  clientTimeoutMs: number
}

export interface AbuseResult {
  sent: number
  /** Refused as they should be, or gone before there was anything to say. */
  right: number
  /** What else came, by kind; empty as a rule. */
  wrong: Partial<Record<AbuseKind, string>>
}

/** What the driver's process is asked to do. */
export interface AbuseTask extends AbuseOptions {
  host: string
  port: number
}

const startLimitMs = 30_000

/** Clients that mean harm, or know no better, at moments fixed beforehand and from a process of their own. */
export async function abuse(target: HttpTarget, options: AbuseOptions): Promise<AbuseResult> {
  const { rate, seconds } = options
  if (!(rate > 0 && rate <= 500))
    throw new RangeError(`Unexpected rate ${rate}, expected up to 500 abuses a second`)
  if (!(seconds > 0 && seconds <= 60))
    throw new RangeError(`Unexpected seconds ${seconds}, expected up to 60`)
  const { host, port } = target.addresses
  const driver = await startChild(new URL('http-abuse-process.ts', import.meta.url))
  try {
    const limitMs = seconds * 1000 + abuses.length * options.clientTimeoutMs + startLimitMs
    return (await driver.ask('run', { ...options, host, port }, limitMs)) as AbuseResult
  } finally {
    await driver.stop(5_000)
  }
}
