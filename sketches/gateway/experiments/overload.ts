import { percentile } from '../../drivers/distribution.ts'
import type { Amount } from '../../drivers/http-amount.ts'
import { requests } from '../../drivers/http-requests.ts'
import { startGateway } from '../index.ts'
import { untilValid } from './rounds.ts'

export interface OverloadOptions {
  /** What is offered, as a factor on what the services can carry. */
  offeredTimes?: number
  seconds?: number
  /** What a service takes: the longer, the fewer requests a second are carried, and the longer all else takes. */
  latencyMs?: number
  /** An answer is a good one within this; within five times what a service takes unless given. */
  goodWithinMs?: Amount
}

interface Offered {
  goodPerS: number
  shedPerS: number
  p99Ms: number
}

export interface OverloadResult {
  offeredPerS: number
  capacityPerS: number
  /** Requests beyond a number in flight are turned away. */
  shedding: Offered
  /** All are taken. */
  takingAll: Offered
  void: string | null
}

const [upstreams, fanOut, connections] = [8, 4, 10]

/**
 * More is offered than the services carry, which answer so many at once and no more. Whoever takes everything then
 * serves everybody too late.
 */
export async function overload(options: OverloadOptions = {}): Promise<OverloadResult> {
  const { offeredTimes = 1.6, seconds = 2, latencyMs = 100 } = options
  const { goodWithinMs = 5 * latencyMs } = options
  /** 8 services of 10 at a time, at 100 ms each: 800 calls, or 200 requests, a second. */
  const capacityPerS = ((connections / latencyMs) * 1000 * upstreams) / fanOut
  const offeredPerS = capacityPerS * offeredTimes
  /** While the queue grows, until who waits in it waits too long. */
  const warmupSeconds = (15 * latencyMs) / 1000

  async function run(inFlightMax: number | null): Promise<Offered & { void: string | null }> {
    await using gateway = await startGateway({ ...carried, latencyMs, inFlightMax })
    const rate = offeredPerS
    const load = { rate, seconds, fanOut, goodWithinMs, warmupSeconds, drainSeconds: 0.5 }
    const found = await requests(gateway, load)
    return {
      void: found.void,
      goodPerS: found.goodPerS,
      shedPerS: found.shed / seconds,
      p99Ms: percentile(found.latency, 99),
    }
  }

  const { void: first, ...shedding } = await untilValid(() => run(inFlightAtCapacity))
  const { void: second, ...takingAll } = await untilValid(() => run(null))
  return { offeredPerS, capacityPerS, shedding, takingAll, void: first ?? second }
}

/** By Little's law, for as many as are carried and half as long again as a service takes: a short queue keeps all busy. */
const inFlightAtCapacity = 32

const carried = {
  ...{ upstreams, connectionsPerUpstream: connections, bytes: 500 },
  ...{ callsPerUpstreamMax: null, loopDelayMsMax: null, breaker: false, attemptsMax: 1 },
  ...{ deadlineMs: 30_000, callTimeoutMs: 30_000 },
} as const
