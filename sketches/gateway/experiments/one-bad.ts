import { percentile } from '../../drivers/distribution.ts'
import { openHttpDriver, type RequestsResult } from '../../drivers/http-requests.ts'
import type { Rate } from '../../drivers/rate.ts'
import { median } from '../../drivers/ratio.ts'
import type { Fault } from '../fault.ts'
import { startGateway } from '../index.ts'
import type { GatewayOptions } from '../options.ts'
import { interleave } from './rounds.ts'

export interface OneBadOptions {
  /** How long the slow one takes. */
  slowMs?: number
  rate?: Rate
  seconds?: number
  rounds?: number
  warmupSeconds?: number
  gateway?: Partial<GatewayOptions>
}

interface Spoilt {
  /** Of requests that ask neither of the two services, whichever is bad. */
  othersP99Ms: number
  /** Round by round: by how much, and by what factor, that is longer than while both are well. */
  othersLongerByMs: number
  othersLongerTimes: number
  othersComplete: boolean
  /** Of the requests that ask one of the two, partial answers included. */
  askersP99Ms: number
  /** Share of all requests that were answered with what there was, or in full. */
  answeredShare: number
  /** Share of all requests that were answered without a part: about those that ask the bad one. */
  partialShare: number
}

export interface OneBadResult {
  othersWellP99Ms: number
  /** Share of all requests that were answered without a part while both are well: none, on a calm machine. */
  wellPartialShare: number
  dead: Spoilt
  slow: Spoilt
  void: string | null
}

type Name = 'well' | 'dead' | 'slow'
const names: readonly Name[] = ['well', 'dead', 'slow']
/** Two, so that the breaker of one has not seen what became of the other. */
const [first, second] = ['s1', 's2']

/** One service dies, and another is slow: what the requests see that need neither, and those that do. */
export async function spoilOne(options: OneBadOptions = {}): Promise<OneBadResult> {
  const { slowMs = 5_000, rate = 100, seconds = 1.6, rounds = 1, warmupSeconds = 0.7 } = options
  const settings = { bytes: 1_000, loopDelayMsMax: null, ...options.gateway }
  await using gateway = await startGateway(settings)
  await using driver = await openHttpDriver()
  const well: Fault = { kind: 'none' }
  const { results, void: reason } = await interleave(names, rounds, async (name, round) => {
    await gateway.setFault(first, name === 'dead' ? { kind: 'dead' } : well)
    await gateway.setFault(second, name === 'slow' ? { kind: 'slow', ms: slowMs } : well)
    const load = { rate, seconds, warmupSeconds, apart: [first, second] }
    return driver.requests(gateway, { ...load, seed: round + 1 })
  })
  const before = others(results.well)
  return {
    othersWellP99Ms: median(before),
    wellPartialShare: partialShareOf(results.well),
    dead: spoilt(results.dead, before),
    slow: spoilt(results.slow, before),
    void: reason,
  }
}

const others = (runs: RequestsResult[]) => runs.map(({ latency }) => percentile(latency, 99))

function spoilt(runs: RequestsResult[], before: number[]): Spoilt {
  const during = others(runs)
  return {
    othersP99Ms: median(during),
    othersLongerByMs: median(during.map((value, round) => value - (before[round] ?? 0))),
    othersLongerTimes: median(during.map((value, round) => value / (before[round] ?? 0))),
    othersComplete: runs.every(({ latencyPartial }) => latencyPartial.count === 0),
    askersP99Ms: median(runs.map(({ latencyApart }) => percentile(latencyApart, 99))),
    answeredShare: shareOf(runs, ({ complete, partial }) => complete + partial),
    partialShare: partialShareOf(runs),
  }
}

const partialShareOf = (runs: RequestsResult[]) => shareOf(runs, ({ partial }) => partial)

function shareOf(runs: RequestsResult[], count: (run: RequestsResult) => number): number {
  const sum = (of: (run: RequestsResult) => number) => runs.reduce((all, run) => all + of(run), 0)
  return sum(count) / sum(({ sent }) => sent)
}
