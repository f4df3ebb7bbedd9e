import { percentile } from '../../drivers/distribution.ts'
import type { Amount } from '../../drivers/http-amount.ts'
import { requests } from '../../drivers/http-requests.ts'
import type { Rate } from '../../drivers/rate.ts'
import { type Gateway, startGateway } from '../index.ts'
import { interleave, median, type Ratio, ratio } from './rounds.ts'

export interface HeadOfLineOptions {
  rate?: Rate
  seconds?: number
  rounds?: number
  smallBytes?: Amount
  largeBytes?: Amount
  /** Of all requests, from 0 to 1. */
  largeShare?: number
}

const names = ['pooledAlone', 'pooledMixed', 'streamsAlone', 'streamsMixed'] as const
type Name = (typeof names)[number]

export interface HeadOfLineResult {
  /** Of small answers: alone and beside large ones, on connections of their own and in streams of one. */
  smallP99Ms: Record<Name, number>
  /** How much longer small answers take beside large ones, p99 over p99. */
  pooledMixedToAlone: Ratio
  streamsMixedToAlone: Ratio
  void: string | null
}

/**
 * Small answers with and without large ones, in pools and in streams. Without the large ones, the rate of the small
 * ones is the same as beside them.
 */
export async function mixSizes(options: HeadOfLineOptions = {}): Promise<HeadOfLineResult> {
  const { rate = 50, seconds = 3, rounds = 1, largeShare = 0.2 } = options
  const { smallBytes = 1_000, largeBytes = 300_000 } = options
  const shared = { upstreams: 4, upstreamProcesses: 1, latencyMs: 20, answerBytesMax: 20_000_000 }
  const limits = { loopDelayMsMax: null, heldBytesMax: 1_000_000_000, bytes: smallBytes }
  await using pooled = await startGateway({ ...shared, ...limits, mode: 'h1-pooled' })
  await using streams = await startGateway({ ...shared, ...limits, mode: 'h2' })
  const gateways: Record<Name, Gateway> = {
    pooledAlone: pooled,
    pooledMixed: pooled,
    streamsAlone: streams,
    streamsMixed: streams,
  }
  const { results, void: reason } = await interleave(names, rounds, (name, round) => {
    const bytes = name.endsWith('Mixed') ? largeBytes : smallBytes
    const large = { share: largeShare, bytes }
    const load = { rate, seconds, fanOut: 2, bytes: smallBytes, large, warmupSeconds: 0.5 }
    return requests(gateways[name], { ...load, seed: round + 1 })
  })
  const p99 = (name: Name) => results[name].map(({ latency }) => percentile(latency, 99))
  const each = names.map((name) => [name, median(p99(name))])
  return {
    smallP99Ms: Object.fromEntries(each) as Record<Name, number>,
    pooledMixedToAlone: ratio(p99('pooledMixed'), p99('pooledAlone')),
    streamsMixedToAlone: ratio(p99('streamsMixed'), p99('streamsAlone')),
    void: reason,
  }
}
