import { percentile } from '../../drivers/distribution.ts'
import type { Amount } from '../../drivers/http-amount.ts'
import { requests } from '../../drivers/http-requests.ts'
import { startGateway } from '../index.ts'
import type { GatewayOptions } from '../options.ts'

export interface OverloadOptions {
  /** What is offered, as a factor on what the services can carry. */
  offeredTimes?: number
  seconds?: number
  /** While the queue grows. */
  warmupSeconds?: number
  /** An answer is a good one within this. */
  goodWithinMs?: Amount
}

interface Offered {
  goodPerS: number
  shedPerS: number
  p99Ms: number
}

export interface OverloadResult {
  offeredPerS: number
  /** At nine tenths of the capacity. */
  below: Offered
  /** Far above it, where requests beyond a number in flight are turned away. */
  shedding: Offered
  /** And where all are taken. */
  takingAll: Offered
  void: string | null
}

const [upstreams, fanOut, latencyMs, connections] = [8, 4, 100, 10]
/** 8 services, 10 at a time, 100 ms each: 800 calls, or 200 requests, a second. */
const capacityPerS = ((connections / latencyMs) * 1000 * upstreams) / fanOut

/**
 * More is offered than the services carry, which answer so many at once and no more. Whoever takes everything then
 * serves everybody too late.
 */
export async function overload(options: OverloadOptions = {}): Promise<OverloadResult> {
  const { offeredTimes = 1.6, seconds = 4, goodWithinMs = 500, warmupSeconds = 3 } = options
  const offeredPerS = capacityPerS * offeredTimes
  let reason: string | null = null

  async function run(rate: number, settings: Partial<GatewayOptions>): Promise<Offered> {
    await using gateway = await startGateway({ ...carried, ...settings })
    const load = { rate, seconds, fanOut, goodWithinMs, warmupSeconds, drainSeconds: 1 }
    const found = await requests(gateway, load)
    reason ??= found.void
    return {
      goodPerS: found.goodPerS,
      shedPerS: found.shed / seconds,
      p99Ms: percentile(found.latency, 99),
    }
  }

  const below = await run(0.9 * capacityPerS, { inFlightMax: null })
  const shedding = await run(offeredPerS, { inFlightMax: inFlightAtCapacity })
  const takingAll = await run(offeredPerS, { inFlightMax: null })
  return { offeredPerS, below, shedding, takingAll, void: reason }
}

/** By Little's law for 200 requests a second of some 150 ms: a little queue keeps the services busy. */
const inFlightAtCapacity = 32

const carried = {
  ...{ upstreams, latencyMs, connectionsPerUpstream: connections, bytes: 500 },
  ...{ callsPerUpstreamMax: null, loopDelayMsMax: null, breaker: false, attemptsMax: 1 },
  ...{ deadlineMs: 30_000, callTimeoutMs: 30_000 },
} as const
