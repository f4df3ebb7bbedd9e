import { requests } from '../../drivers/http-requests.ts'
import type { Rate } from '../../drivers/rate.ts'
import { startGateway } from '../index.ts'
import { untilValid } from './rounds.ts'

export interface RetryStormOptions {
  rate?: Rate
  seconds?: number
  /** Of the calls that fail, from 0 to 1. */
  failingShare?: number
  attemptsMax?: number
  retryShareMax?: number
}

interface Storm {
  calls: number
  /** As the services counted them, second tries included. */
  upstreamCalls: number
  /** Calls that the services saw for each that was wanted. */
  load: number
}

export interface RetryStormResult {
  budgeted: Storm
  /** The most that the budget allows over the whole run. */
  budgetedLoadMax: number
  unbudgeted: Storm
  void: string | null
}

const burst = 10

/** Every service fails: what second tries add to the load on them, with a budget and without. */
export async function stormOfRetries(options: RetryStormOptions = {}): Promise<RetryStormResult> {
  const { rate = 60, seconds = 1.2, failingShare = 1 } = options
  const { attemptsMax = 3, retryShareMax = 0.1 } = options

  async function run(share: number | null): Promise<Storm & { void: string | null }> {
    const settings = { attemptsMax, retryShareMax: share, retryBurst: burst, breaker: false }
    await using gateway = await startGateway({ latencyMs: [10, 30], bytes: 500, ...settings })
    const fault = { kind: 'failing', share: failingShare, status: 503 } as const
    await Promise.all(gateway.services.map((name) => gateway.setFault(name, fault)))
    const load = await requests(gateway, { rate, seconds, warmupSeconds: 0 })
    // After the last answer, so that no call is on its way any more.
    const { calls } = await gateway.stats()
    const seen = await gateway.upstreamStats()
    const upstreamCalls = seen.reduce((sum, each) => sum + each.calls, 0)
    return { calls, upstreamCalls, load: upstreamCalls / calls, void: load.void }
  }

  const { void: first, ...budgeted } = await untilValid(() => run(retryShareMax))
  const { void: second, ...unbudgeted } = await untilValid(() => run(null))
  const budgetedLoadMax = 1 + retryShareMax + burst / budgeted.calls
  return { budgeted, budgetedLoadMax, unbudgeted, void: first ?? second }
}
