import { monitorEventLoopDelay } from 'node:perf_hooks'
import { ownCpuS } from '../parts/own-usage.ts'
import type { BreakerState } from './breaker.ts'
import type { Counters, House } from './house.ts'

export interface ServiceStats {
  name: string
  calls: number
  failures: number
  inFlight: number
  latencyMsRecent: number
  breaker: BreakerState
  breakerOpenings: number
}

export interface GatewayStats extends Counters {
  pid: number
  /** Of the process since its start, threads included. */
  cpuS: number
  residentBytes: number
  heapBytes: number
  loopDelayMsP99: number
  connectionsOpened: number
  connectionsOpen: number
  heldBytes: number
  requestsInFlight: number
  callsInFlight: number
  /** Calls that are on a connection, and do not wait for one. */
  callsOnWire: number
  /** Sums of the three above, looked at every few ms, and how often that was. */
  requestsInFlightSum: number
  callsInFlightSum: number
  callsOnWireSum: number
  samples: number
  /** Of what was looked at. */
  residentBytesMax: number
  failuresByReason: Record<string, number>
  services: ServiceStats[]
}

export interface Observer extends Disposable {
  stats(): GatewayStats
}

const sampleMs = 5
const residentEvery = 20

/** Looks at the gateway from time to time, whatever it is doing, and keeps the sums. */
export function observe(house: House): Observer {
  const delay = monitorEventLoopDelay({ resolution: 10 })
  delay.enable()
  const sums = { requestsInFlightSum: 0, callsInFlightSum: 0, callsOnWireSum: 0, samples: 0 }
  let residentBytesMax = 0
  const timer = setInterval(() => {
    sums.requestsInFlightSum += house.requestsInFlight
    sums.callsInFlightSum += house.callsInFlight
    sums.callsOnWireSum += house.callsOnWire
    if (sums.samples++ % residentEvery === 0)
      residentBytesMax = Math.max(residentBytesMax, process.memoryUsage.rss())
  }, sampleMs).unref()
  return {
    stats() {
      const { rss, heapUsed } = process.memoryUsage()
      const { opened, open } = house.transport.connections()
      return {
        ...house.counters,
        ...sums,
        pid: process.pid,
        cpuS: ownCpuS(),
        residentBytes: rss,
        residentBytesMax: Math.max(residentBytesMax, rss),
        heapBytes: heapUsed,
        loopDelayMsP99: delay.percentile(99) / 1e6,
        connectionsOpened: opened,
        connectionsOpen: open,
        heldBytes: house.heldBytes,
        requestsInFlight: house.requestsInFlight,
        callsInFlight: house.callsInFlight,
        callsOnWire: house.callsOnWire,
        failuresByReason: Object.fromEntries(house.failures),
        services: [...house.services.values()].map(statsOf),
      }
    },
    [Symbol.dispose]() {
      clearInterval(timer)
      delay.disable()
    },
  }
}

function statsOf(
  service: House['services'] extends Map<string, infer S> ? S : never,
): ServiceStats {
  const { name, calls, failures, inFlight, latencyMsRecent, breaker } = service
  return {
    ...{ name, calls, failures, inFlight, latencyMsRecent },
    breaker: breaker.state(),
    breakerOpenings: breaker.openings(),
  }
}
