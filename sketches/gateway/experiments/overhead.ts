import type { Amount } from '../../drivers/http-amount.ts'
import { requests } from '../../drivers/http-requests.ts'
import type { Rate } from '../../drivers/rate.ts'
import { startBare } from '../bare.ts'
import { startGateway } from '../index.ts'
import { interleave, median, type Ratio, ratio } from './rounds.ts'

export interface OverheadOptions {
  rate?: Rate
  seconds?: number
  rounds?: number
  /** Of the first round, while code is compiled. */
  warmupSeconds?: number
  bytes?: Amount
}

export interface OverheadResult {
  gatewayCpuPerRequestMs: number
  bareCpuPerRequestMs: number
  /** What deadlines, timeouts, breakers, budgets, limits and metrics cost, as a factor on CPU a request. */
  gatewayToBare: Ratio
  void: string | null
}

/** The gateway against as little as can do the same, at equal rates over the same services, by turns. */
export async function compareWithBare(options: OverheadOptions = {}): Promise<OverheadResult> {
  const { rate = 80, seconds = 3, rounds = 1, bytes = 2_000, warmupSeconds = 2 } = options
  await using gateway = await startGateway({ latencyMs: [20, 60], bytes, loopDelayMsMax: null })
  await using bare = await startBare(gateway)
  const targets = { gateway, bare }
  const { results, void: reason } = await interleave(['gateway', 'bare'], rounds, (name, round) =>
    requests(targets[name], {
      rate,
      seconds,
      warmupSeconds: round === 0 ? warmupSeconds : 0.5,
      seed: round + 1,
    }),
  )
  const cpu = (name: 'gateway' | 'bare') => results[name].map((each) => each.cpuPerRequestMs)
  return {
    gatewayCpuPerRequestMs: median(cpu('gateway')),
    bareCpuPerRequestMs: median(cpu('bare')),
    gatewayToBare: ratio(cpu('gateway'), cpu('bare')),
    void: reason,
  }
}
