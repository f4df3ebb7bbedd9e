import { percentile } from '../../drivers/distribution.ts'
import type { Amount } from '../../drivers/http-amount.ts'
import { requests } from '../../drivers/http-requests.ts'
import type { Rate } from '../../drivers/rate.ts'
import { startGateway } from '../index.ts'
import { interleave, median, type Ratio, ratio } from './rounds.ts'

export interface JsonThreadsOptions {
  rate?: Rate
  seconds?: number
  rounds?: number
  /** Of the first round, while code is compiled. */
  warmupSeconds?: number
  threads?: number
  bytes?: Amount
  largeBytes?: Amount
  largeShare?: number
}

export interface JsonThreadsResult {
  inlineCpuPerRequestMs: number
  threadsCpuPerRequestMs: number
  threadsToInlineCpu: Ratio
  /** Of small answers, beside large ones whose JSON keeps the event loop or the threads busy. */
  inlineSmallP99Ms: number
  threadsSmallP99Ms: number
  threadsToInlineSmallP99: Ratio
  void: string | null
}

/** JSON on the event loop against JSON on threads, at equal rates, by turns. */
export async function compareJsonThreads(
  options: JsonThreadsOptions = {},
): Promise<JsonThreadsResult> {
  const { rate = 40, seconds = 3, rounds = 1, threads = 2 } = options
  const { bytes = 1_000, largeBytes = 500_000, largeShare = 0.1, warmupSeconds = 1.5 } = options
  const shared = {
    upstreams: 10,
    upstreamProcesses: 1,
    latencyMs: 20,
    loopDelayMsMax: null,
  } as const
  await using inline = await startGateway({ ...shared, jsonThreads: 0 })
  await using threaded = await startGateway({ ...shared, jsonThreads: threads })
  const gateways = { inline, threaded }
  const names = ['inline', 'threaded'] as const
  const { results, void: reason } = await interleave(names, rounds, (name, round) => {
    const large = { share: largeShare, bytes: largeBytes }
    const load = {
      rate,
      seconds,
      fanOut: 6,
      bytes,
      large,
      warmupSeconds: round === 0 ? warmupSeconds : 0.5,
    }
    return requests(gateways[name], { ...load, seed: round + 1 })
  })
  const cpu = (name: 'inline' | 'threaded') => results[name].map((run) => run.cpuPerRequestMs)
  const p99 = (name: 'inline' | 'threaded') =>
    results[name].map(({ latency }) => percentile(latency, 99))
  return {
    inlineCpuPerRequestMs: median(cpu('inline')),
    threadsCpuPerRequestMs: median(cpu('threaded')),
    threadsToInlineCpu: ratio(cpu('threaded'), cpu('inline')),
    inlineSmallP99Ms: median(p99('inline')),
    threadsSmallP99Ms: median(p99('threaded')),
    threadsToInlineSmallP99: ratio(p99('threaded'), p99('inline')),
    void: reason,
  }
}
