import { percentile } from '../../drivers/distribution.ts'
import { requests } from '../../drivers/http-requests.ts'
import type { Rate } from '../../drivers/rate.ts'
import type { Fault } from '../fault.ts'
import { startGateway } from '../index.ts'
import type { GatewayOptions } from '../options.ts'
import { interleave, median } from './rounds.ts'

export interface OneBadOptions {
  /** Dead, unless given. */
  fault?: Fault
  rate?: Rate
  seconds?: number
  rounds?: number
  /** Long enough for the breaker to notice, in either direction. */
  warmupSeconds?: number
  gateway?: Partial<GatewayOptions>
}

export interface OneBadResult {
  /** Of requests that do not ask the bad service, while it is well and while it is bad. */
  othersBeforeP99Ms: number
  othersDuringP99Ms: number
  /** Round by round: by how much, and by what factor, their p99 is longer. */
  othersLongerByMs: number
  othersLongerTimes: number
  othersComplete: boolean
  /** Of the requests that ask it while it is bad, partial answers included. */
  askersP99Ms: number
  /** Share of the requests that were answered with what there was, or in full. */
  answeredShare: number
  void: string | null
}

const bad = 's1'

/** One service dies or is slow: what the requests see that do not need it, and those that do. */
export async function spoilOne(options: OneBadOptions = {}): Promise<OneBadResult> {
  const { fault = { kind: 'dead' }, rate = 100, seconds = 3, rounds = 1 } = options
  const { warmupSeconds = 2.5 } = options
  await using gateway = await startGateway({
    bytes: 1_000,
    loopDelayMsMax: null,
    ...options.gateway,
  })
  const names = ['before', 'during'] as const
  const { results, void: reason } = await interleave(names, rounds, async (name, round) => {
    await gateway.setFault(bad, name === 'before' ? { kind: 'none' } : fault)
    const load = { rate, seconds, warmupSeconds, apart: [bad] }
    return requests(gateway, { ...load, seed: round + 1 })
  })
  const p99 = (name: 'before' | 'during') =>
    results[name].map(({ latency }) => percentile(latency, 99))
  const [before, during] = [p99('before'), p99('during')]
  const all = results.during
  const sent = all.reduce((sum, run) => sum + run.sent, 0)
  return {
    othersBeforeP99Ms: median(before),
    othersDuringP99Ms: median(during),
    othersLongerByMs: median(during.map((value, round) => value - (before[round] ?? 0))),
    othersLongerTimes: median(during.map((value, round) => value / (before[round] ?? 0))),
    othersComplete: all.every(({ latencyPartial }) => latencyPartial.count === 0),
    askersP99Ms: median(all.map(({ latencyApart }) => percentile(latencyApart, 99))),
    answeredShare: all.reduce((sum, run) => sum + run.complete + run.partial, 0) / sent,
    void: reason,
  }
}
