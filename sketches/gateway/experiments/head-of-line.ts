import { percentile } from '../../drivers/distribution.ts'
import type { Amount } from '../../drivers/http-amount.ts'
import { openHttpDriver, requests } from '../../drivers/http-requests.ts'
import type { Rate } from '../../drivers/rate.ts'
import { median, type Ratio, ratio } from '../../drivers/ratio.ts'
import { type Gateway, startGateway } from '../index.ts'
import { completeShareOf, interleave } from './rounds.ts'

export interface HeadOfLineOptions {
  rate?: Rate
  seconds?: number
  rounds?: number
  fanOut?: number
  smallBytes?: Amount
  largeBytes?: Amount
  /** Of all requests, from 0 to 1. */
  largeShare?: number
  /** For the JSON of the one that does not read it on its event loop. */
  threads?: number
}

const names = [
  'pooledAlone',
  'pooledMixed',
  'streamsAlone',
  'streamsMixed',
  'threadsMixed',
] as const
type Name = (typeof names)[number]

export interface HeadOfLineResult {
  /** Of small answers: alone and beside large ones, on connections of their own, in streams of one, on threads. */
  smallMeanMs: Record<Name, number>
  smallP99Ms: Record<Name, number>
  cpuPerRequestMs: Record<Name, number>
  /** How much longer small answers take beside large ones, mean over mean. */
  pooledMixedToAlone: Ratio
  streamsMixedToAlone: Ratio
  /** Beside large ones, what streams do to small ones over what pools do. */
  streamsToPooledMixed: Ratio
  /** JSON on threads over JSON on the event loop, both beside large ones: mean of the small ones, and CPU of all. */
  threadsToInlineMixed: Ratio
  threadsToInlineCpu: Ratio
  /** Of all requests in the run with the fewest, the share that was answered in full. */
  completeShare: number
  void: string | null
}

/**
 * Small answers with and without large ones, in pools, in streams, and with their JSON on threads. Without the large
 * ones, the rate of the small ones is the same as beside them.
 */
export async function mixSizes(options: HeadOfLineOptions = {}): Promise<HeadOfLineResult> {
  const { rate = 50, seconds = 1.2, rounds = 1, largeShare = 0.2, fanOut = 3 } = options
  const { smallBytes = 1_000, largeBytes = 300_000, threads = 1 } = options
  const shared = { upstreams: 6, upstreamProcesses: 1, latencyMs: 20, answerBytesMax: 20_000_000 }
  const limits = {
    ...{ loopDelayMsMax: null, heldBytesMax: 1_000_000_000, bytes: smallBytes },
    // What is given up is neither slow nor dear: here nothing is, as long as it comes at all.
    ...{ callTimeoutMs: 20_000, deadlineMs: 30_000 },
  }
  await using started = new AsyncDisposableStack()
  await using driver = await openHttpDriver()
  const open = async (given: { mode: 'h1-pooled' | 'h2'; jsonThreads: number }) =>
    started.use(await startGateway({ ...shared, ...limits, ...given }))
  const [pooled, streams, threaded] = await Promise.all([
    open({ mode: 'h1-pooled', jsonThreads: 0 }),
    open({ mode: 'h2', jsonThreads: 0 }),
    open({ mode: 'h1-pooled', jsonThreads: threads }),
  ])
  const gateways: Record<Name, Gateway> = {
    pooledAlone: pooled,
    pooledMixed: pooled,
    streamsAlone: streams,
    streamsMixed: streams,
    threadsMixed: threaded,
  }
  const load = { rate, fanOut, bytes: smallBytes }
  const both = { share: largeShare, bytes: largeBytes }
  const warm = { ...load, large: both, seconds: 0.7, warmupSeconds: 0 }
  await Promise.all([pooled, streams, threaded].map((gateway) => requests(gateway, warm)))
  const { results, void: reason } = await interleave(names, rounds, (name, round) => {
    const large = { share: largeShare, bytes: name.endsWith('Mixed') ? largeBytes : smallBytes }
    const turn = { seconds, warmupSeconds: 0.3, seed: round + 1 }
    return driver.requests(gateways[name], { ...load, ...turn, large })
  })
  const mean = (name: Name) => results[name].map(({ latency }) => latency.mean)
  const p99 = (name: Name) => results[name].map(({ latency }) => percentile(latency, 99))
  const cpu = (name: Name) => results[name].map(({ cpuPerRequestMs }) => cpuPerRequestMs)
  const each = (of: (name: Name) => number[]) =>
    Object.fromEntries(names.map((name) => [name, median(of(name))])) as Record<Name, number>
  return {
    smallMeanMs: each(mean),
    smallP99Ms: each(p99),
    cpuPerRequestMs: each(cpu),
    pooledMixedToAlone: ratio(mean('pooledMixed'), mean('pooledAlone')),
    streamsMixedToAlone: ratio(mean('streamsMixed'), mean('streamsAlone')),
    streamsToPooledMixed: ratio(mean('streamsMixed'), mean('pooledMixed')),
    threadsToInlineMixed: ratio(mean('threadsMixed'), mean('pooledMixed')),
    threadsToInlineCpu: ratio(cpu('threadsMixed'), cpu('pooledMixed')),
    completeShare: completeShareOf(names.flatMap((name) => results[name])),
    void: reason,
  }
}
