import type { Amount, Varying } from '../drivers/http-amount.ts'
import type { UpstreamsOptions } from './upstreams.ts'

/** How the gateway speaks to its upstreams. */
export type Mode = 'h1-fresh' | 'h1-pooled' | 'h2' | 'fetch'

export interface GatewayOptions {
  upstreams: number
  upstreamProcesses: number
  latencyMs: Varying
  bytes: Varying
  seed: number
  /** A connection a call, keep-alive pools, one HTTP/2 connection an upstream, or `fetch` over keep-alive pools. */
  mode: Mode
  tls: boolean
  /** Lets a new TLS connection take up the session of an earlier one. */
  resumeTls: boolean
  /** Null is no limit: then a cold start opens as many as there are calls at once. */
  connectionsPerUpstream: number | null
  /** 0 takes any free port. */
  port: number
  /** The whole time for a request whose client names none. */
  deadlineMs: Amount
  /** The time for one try of one call. */
  callTimeoutMs: Amount
  /** Tries of one call, the first included. */
  attemptsMax: number
  /** What retries and hedges may add to all calls, as a share; null is no limit. */
  retryShareMax: number | null
  /** How many of them are allowed beyond the share, in one burst. */
  retryBurst: number
  /** A second try is sent where the first has not answered for this long; null is never. */
  hedgeAfterMs: Amount | null
  breaker: boolean
  /** Requests at once, after which new ones are shed; null is no limit. */
  inFlightMax: number | null
  /** Calls of one upstream at once; null is no limit. */
  callsPerUpstreamMax: number | null
  /** Requests are shed while the event loop is later than this; null is no limit. */
  loopDelayMsMax: number | null
  /** A client's time for its headers; it has twice that for a body, and for reading its answer. */
  clientTimeoutMs: number
  /** Of one answer of one upstream. */
  answerBytesMax: number
  /** Of all answers that wait for others, or for a client that reads slowly. */
  heldBytesMax: number
  /** Where JSON is read and put together: on the event loop or on so many threads. */
  jsonThreads: number
  /** A page on which a person sees the upstreams and slows or kills one. */
  page: boolean
  pagePort: number
}

export const defaults: GatewayOptions = {
  upstreams: 20,
  upstreamProcesses: 2,
  latencyMs: [100, 500],
  bytes: 2_000,
  seed: 1,
  mode: 'h1-pooled',
  tls: false,
  resumeTls: true,
  connectionsPerUpstream: 256,
  port: 0,
  deadlineMs: 2_000,
  callTimeoutMs: 1_000,
  attemptsMax: 2,
  retryShareMax: 0.1,
  retryBurst: 10,
  hedgeAfterMs: null,
  breaker: true,
  inFlightMax: 2_000,
  callsPerUpstreamMax: 512,
  loopDelayMsMax: 500,
  clientTimeoutMs: 5_000,
  answerBytesMax: 1_000_000,
  heldBytesMax: 256_000_000,
  jsonThreads: 0,
  page: false,
  pagePort: 0,
}

const modes: readonly string[] = ['h1-fresh', 'h1-pooled', 'h2', 'fetch']

/** What cannot work is said at the start. */
export function optionsFrom(given: Partial<GatewayOptions>): GatewayOptions {
  for (const name of Object.keys(given))
    if (!(name in defaults)) throw new TypeError(`Unexpected option ${name} of the gateway`)
  const options = { ...defaults, ...given }
  const { upstreams, upstreamProcesses, mode, jsonThreads, connectionsPerUpstream } = options
  if (!modes.includes(mode))
    throw new RangeError(`Unexpected mode ${mode}, expected one of ${modes.join(', ')}`)
  expectWhole('upstreams', upstreams, [1, 250])
  expectWhole('upstreamProcesses', upstreamProcesses, [1, 16])
  expectWhole('jsonThreads', jsonThreads, [0, 16])
  expectWhole('attemptsMax', options.attemptsMax, [1, 10])
  expectWhole('port', options.port, [0, 65_535])
  expectWhole('answerBytesMax', options.answerBytesMax, [1, 1e9])
  expectWhole('heldBytesMax', options.heldBytesMax, [1, 1e11])
  expectWhole('clientTimeoutMs', options.clientTimeoutMs, [100, 600_000])
  if (connectionsPerUpstream !== null)
    expectWhole('connectionsPerUpstream', connectionsPerUpstream, [1, 10_000])
  return options
}

export function upstreamsFrom(options: GatewayOptions): UpstreamsOptions {
  return { ...options, protocol: options.mode === 'h2' ? 'h2' : 'h1' }
}

function expectWhole(name: string, value: number, [least, most]: [number, number]): void {
  if (!Number.isInteger(value) || value < least || value > most)
    throw new RangeError(
      `Unexpected ${name} ${value}, expected a whole number of ${least} to ${most}`,
    )
}
