import { amountIn } from '../drivers/http-amount.ts'
import { type Breaker, makeBreaker, noBreaker } from './breaker.ts'
import { type Budget, makeBudget } from './budget.ts'
import type { Composer } from './composer.ts'
import { openFetching } from './fetching.ts'
import type { GatewayOptions } from './options.ts'
import { openPools, type Reach } from './pools.ts'
import type { Failure, Transport } from './transport.ts'

/** What the gateway knows of one service. */
export interface Service {
  index: number
  name: string
  breaker: Breaker
  /** Calls that were begun, whatever became of them. */
  calls: number
  /** Calls that wait for their answer, in the pool's queue or on a connection. */
  inFlight: number
  failures: number
  /** Of recent answers, each new one weighing a twentieth, and more at the beginning. */
  latencyMsRecent: number
}

export interface Counters {
  requests: number
  complete: number
  partial: number
  /** No service answered. */
  failed: number
  /** Turned away unserved, since there was too much to do. */
  shed: number
  /** Turned away for what they asked. */
  refused: number
  /** The client had gone before its answer was ready. */
  left: number
  calls: number
  attempts: number
  retries: number
  hedges: number
  hedgesWon: number
  /** Retries and hedges that the budget did not allow. */
  unbudgeted: number
}

/** Everything that requests share. */
export interface House {
  options: GatewayOptions
  deadlineMs: number
  callTimeoutMs: number
  hedgeAfterMs: number | null
  services: Map<string, Service>
  transport: Transport
  budget: Budget
  composer: Composer
  counters: Counters
  failures: Map<Failure, number>
  requestsInFlight: number
  callsInFlight: number
  callsOnWire: number
  heldBytes: number
  isLeaving: boolean
}

export function makeHouse(options: GatewayOptions, reach: Reach, composer: Composer): House {
  const { hedgeAfterMs, breaker, mode } = options
  const services = reach.addresses.map(({ name }, index) => ({
    index,
    name,
    breaker: breaker ? makeBreaker() : noBreaker,
    calls: 0,
    inFlight: 0,
    failures: 0,
    latencyMsRecent: 0,
  }))
  return {
    options,
    deadlineMs: amountIn('ms', options.deadlineMs),
    callTimeoutMs: amountIn('ms', options.callTimeoutMs),
    hedgeAfterMs: hedgeAfterMs === null ? null : amountIn('ms', hedgeAfterMs),
    services: new Map(services.map((service) => [service.name, service])),
    transport: mode === 'fetch' ? openFetching(reach, options) : openPools(reach, options),
    budget: makeBudget(options.retryShareMax, options.retryBurst),
    composer,
    counters: noCounts(),
    failures: new Map(),
    requestsInFlight: 0,
    callsInFlight: 0,
    callsOnWire: 0,
    heldBytes: 0,
    isLeaving: false,
  }
}

function noCounts(): Counters {
  return {
    requests: 0,
    complete: 0,
    partial: 0,
    failed: 0,
    shed: 0,
    refused: 0,
    left: 0,
    calls: 0,
    attempts: 0,
    retries: 0,
    hedges: 0,
    hedgesWon: 0,
    unbudgeted: 0,
  }
}
