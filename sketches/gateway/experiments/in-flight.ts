import type { Varying } from '../../drivers/http-amount.ts'
import { requests } from '../../drivers/http-requests.ts'
import type { Rate } from '../../drivers/rate.ts'
import { startGateway } from '../index.ts'

export interface InFlightOptions {
  rate?: Rate
  seconds?: number
  /** Until as many are there as will be. */
  warmupSeconds?: number
  latencyMs?: Varying
  fanOut?: Varying
  connectionsPerUpstream?: number
}

export interface InFlightResult {
  requestsPerS: number
  /** As the services counted them. */
  callsPerS: number
  /** Calls that wait in the services for their answer, looked at every few ms in their own processes. */
  heldMean: number
  /** The same as the gateway sees it, with the way there and back. */
  callsInFlightMean: number
  /** Those of them that are on a connection, and do not wait for one. */
  callsOnWireMean: number
  requestsInFlightMean: number
  void: string | null
}

/**
 * What Little's law speaks of: how many calls come and how many are there. How long one takes is left to the law that
 * the services follow, so that the three are independent.
 */
export async function countInFlight(options: InFlightOptions = {}): Promise<InFlightResult> {
  const { rate = 300, seconds = 8, latencyMs = [100, 500], fanOut = [2, 10] } = options
  const { warmupSeconds = 2 } = options
  await using gateway = await startGateway({ latencyMs, bytes: 1_000, ...unlimited })
  const run = await requests(gateway, { rate, seconds, fanOut, warmupSeconds })
  return resultOf(run, seconds)
}

/** Offers more than the pools can carry, and sees at how many calls a second they level off. */
export async function fillCappedPools(options: InFlightOptions = {}): Promise<InFlightResult> {
  const { rate = 220, seconds = 6, latencyMs = [100, 500], fanOut = [2, 10] } = options
  const { connectionsPerUpstream = 10, warmupSeconds = 3 } = options
  const settings = { latencyMs, bytes: 1_000, connectionsPerUpstream }
  await using gateway = await startGateway({ ...settings, ...unlimited })
  const run = await requests(gateway, { rate, seconds, fanOut, warmupSeconds, drainSeconds: 0 })
  return resultOf(run, seconds)
}

/** Nothing is turned away or given up: what is measured is the queue. */
const unlimited = {
  inFlightMax: null,
  callsPerUpstreamMax: null,
  loopDelayMsMax: null,
  deadlineMs: 60_000,
  callTimeoutMs: 60_000,
  breaker: false,
} as const

function resultOf(run: Awaited<ReturnType<typeof requests>>, seconds: number): InFlightResult {
  return {
    requestsPerS: run.requestsTaken / seconds,
    callsPerS: run.upstreamAnswers / seconds,
    heldMean: run.upstreamHeldMean,
    callsInFlightMean: run.callsInFlightMean,
    callsOnWireMean: run.callsOnWireMean,
    requestsInFlightMean: run.requestsInFlightMean,
    void: run.void,
  }
}
