/** What a driver needs to know of a gateway that it loads. */
export interface HttpTarget {
  addresses: { host: string; port: number }
  services: string[]
  stats(): Promise<TargetStats>
  upstreamStats(): Promise<HeldStats[]>
}

/** Of the gateway's process since its start; sums are of samples at fixed times. */
export interface TargetStats {
  cpuS: number
  requests: number
  calls: number
  attempts: number
  connectionsOpened: number
  connectionsOpen: number
  requestsInFlightSum: number
  callsInFlightSum: number
  callsOnWireSum: number
  samples: number
  residentBytesMax: number
}

export interface HeldStats {
  calls: number
  answered: number
  heldSum: number
  heldSamples: number
}

/** What the counted time cost, as the gateway and, apart from it, the upstreams saw it. */
export interface Usage {
  /** Between the two looks, which on a busy machine is more than was asked for. */
  lookedS: number
  /** CPU time of the gateway's process. */
  cpuPerRequestMs: number
  cpuPerCallMs: number
  requestsTaken: number
  calls: number
  /** Calls with their second tries. */
  attempts: number
  /** Sampled in the gateway. */
  requestsInFlightMean: number
  callsInFlightMean: number
  callsOnWireMean: number
  connectionsOpened: number
  connectionsOpen: number
  residentMBMax: number
  /** Calls that came to the upstreams, and were answered by them. */
  upstreamCalls: number
  upstreamAnswers: number
  /** Calls that wait in the upstreams for their answer, sampled there. */
  upstreamHeldMean: number
}

interface Looks {
  lookedS: number
  before: TargetStats
  after: TargetStats
  upstreamsBefore: HeldStats[]
  upstreamsAfter: HeldStats[]
}

export function usageBetween(looks: Looks): Usage {
  const { lookedS, before, after, upstreamsBefore, upstreamsAfter } = looks
  const grown = (name: keyof TargetStats): number => after[name] - before[name]
  const cpuMs = grown('cpuS') * 1000
  const mean = (name: keyof TargetStats): number => ratio(grown(name), grown('samples'))
  const held = upstreamsAfter.map((each, index) => ({
    calls: each.calls - (upstreamsBefore[index]?.calls ?? 0),
    answered: each.answered - (upstreamsBefore[index]?.answered ?? 0),
    sum: each.heldSum - (upstreamsBefore[index]?.heldSum ?? 0),
    samples: each.heldSamples - (upstreamsBefore[index]?.heldSamples ?? 0),
  }))
  return {
    lookedS,
    cpuPerRequestMs: ratio(cpuMs, grown('requests')),
    cpuPerCallMs: ratio(cpuMs, grown('calls')),
    requestsTaken: grown('requests'),
    calls: grown('calls'),
    attempts: grown('attempts'),
    requestsInFlightMean: mean('requestsInFlightSum'),
    callsInFlightMean: mean('callsInFlightSum'),
    callsOnWireMean: mean('callsOnWireSum'),
    connectionsOpened: grown('connectionsOpened'),
    connectionsOpen: after.connectionsOpen,
    residentMBMax: after.residentBytesMax / 1e6,
    upstreamCalls: held.reduce((sum, { calls }) => sum + calls, 0),
    upstreamAnswers: held.reduce((sum, { answered }) => sum + answered, 0),
    upstreamHeldMean: held.reduce((sum, each) => sum + ratio(each.sum, each.samples), 0),
  }
}

const ratio = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole)
