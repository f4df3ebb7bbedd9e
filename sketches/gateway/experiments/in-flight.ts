import type { Varying } from '../../drivers/http-amount.ts'
import { type RequestsOptions, type RequestsResult, requests } from '../../drivers/http-requests.ts'
import type { Rate } from '../../drivers/rate.ts'
import { startGateway } from '../index.ts'
import type { GatewayOptions } from '../options.ts'
import { untilValid } from './rounds.ts'

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
  /** As the services counted them, come and answered. */
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
  const { rate = 300, seconds = 3, latencyMs = [100, 500], fanOut = [2, 10] } = options
  const { warmupSeconds = 1 } = options
  const load = { rate, seconds, fanOut, warmupSeconds }
  return countOnce({ latencyMs, bytes: 1_000 }, load)
}

/** Offers more than the pools can carry, and sees at how many calls a second they level off. */
export async function fillCappedPools(options: InFlightOptions = {}): Promise<InFlightResult> {
  const { rate = 220, seconds = 2.5, latencyMs = [100, 500], fanOut = [2, 10] } = options
  const { connectionsPerUpstream = 10, warmupSeconds = 1.5 } = options
  const settings = { latencyMs, bytes: 1_000, connectionsPerUpstream }
  return countOnce(settings, { rate, seconds, fanOut, warmupSeconds, drainSeconds: 0 })
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

/** Each try begins with an empty gateway. */
const countOnce = (
  settings: Partial<GatewayOptions>,
  load: RequestsOptions,
): Promise<InFlightResult> =>
  untilValid(async () => {
    await using gateway = await startGateway({ ...settings, ...unlimited })
    return resultOf(await requests(gateway, load))
  })

function resultOf(run: RequestsResult): InFlightResult {
  return {
    requestsPerS: run.requestsTaken / run.lookedS,
    callsPerS: (run.upstreamCalls + run.upstreamAnswers) / 2 / run.lookedS,
    heldMean: run.upstreamHeldMean,
    callsInFlightMean: run.callsInFlightMean,
    callsOnWireMean: run.callsOnWireMean,
    requestsInFlightMean: run.requestsInFlightMean,
    void: run.void,
  }
}
