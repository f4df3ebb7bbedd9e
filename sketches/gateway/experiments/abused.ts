import { percentile } from '../../drivers/distribution.ts'
import { type AbuseResult, abuse } from '../../drivers/http-abuse.ts'
import { openHttpDriver } from '../../drivers/http-requests.ts'
import type { Rate } from '../../drivers/rate.ts'
import { median } from '../../drivers/ratio.ts'
import { startGateway } from '../index.ts'
import { interleave } from './rounds.ts'

export interface AbusedOptions {
  rate?: Rate
  seconds?: number
  rounds?: number
  /** Abuses a second. */
  abuseRate?: number
}

export interface AbusedResult {
  /** Of those who mean no harm. */
  quietP99Ms: number
  abusedP99Ms: number
  /** Round by round: by what factor, and by how much, it is longer under abuse. */
  longerTimes: number
  longerByMs: number
  /** All of them were answered in full. */
  othersComplete: boolean
  abuses: number
  /** Share of the abuses that were refused as they should be. */
  rightShare: number
  /** What was answered instead. */
  wrong: string
  residentMBGrown: number
  void: string | null
}

const names = ['quiet', 'abused'] as const
const clientTimeoutMs = 500
const bad = 's1'

/** Requests without and with abuse beside them, by turns: long headers, endless bodies, slow and smuggling clients. */
export async function sufferAbuse(options: AbusedOptions = {}): Promise<AbusedResult> {
  const { rate = 60, seconds = 1.5, rounds = 1, abuseRate = 60 } = options
  await using gateway = await startGateway({
    ...{ upstreams: 8, latencyMs: [20, 60], bytes: 1_000, clientTimeoutMs },
    ...{ answerBytesMax: 200_000, attemptsMax: 1, breaker: false, loopDelayMsMax: null },
    ...{ callTimeoutMs: 20_000, deadlineMs: 30_000 },
  })
  await using driver = await openHttpDriver()
  await gateway.setFault(bad, { kind: 'endless body' })
  const load = { rate, seconds, warmupSeconds: 0.5, fanOut: 4, avoid: [bad] }
  const abused: AbuseResult[] = []
  const residentMB = async () => (await gateway.stats()).residentBytesMax / 1e6
  await driver.requests(gateway, { ...load, seconds: 0.5 })
  const before = await residentMB()
  const { results, void: reason } = await interleave(names, rounds, async (name, round) => {
    const ask = () => driver.requests(gateway, { ...load, seed: round + 1 })
    if (name === 'quiet') return ask()
    const options = { rate: abuseRate, seconds: seconds + 0.5, badService: bad, clientTimeoutMs }
    const [run, found] = await Promise.all([ask(), abuse(gateway, options)])
    abused.push(found)
    return run
  })
  const p99 = (name: 'quiet' | 'abused') =>
    results[name].map(({ latency }) => percentile(latency, 99))
  const [quiet, loud] = [p99('quiet'), p99('abused')]
  const sum = (of: 'sent' | 'right') => abused.reduce((all, each) => all + each[of], 0)
  return {
    quietP99Ms: median(quiet),
    abusedP99Ms: median(loud),
    longerTimes: median(loud.map((value, round) => value / (quiet[round] ?? 0))),
    longerByMs: median(loud.map((value, round) => value - (quiet[round] ?? 0))),
    othersComplete: results.abused.every(({ complete, sent }) => complete === sent),
    abuses: sum('sent'),
    rightShare: sum('right') / sum('sent'),
    wrong: JSON.stringify(Object.assign({}, ...abused.map(({ wrong }) => wrong))),
    residentMBGrown: (await residentMB()) - before,
    void: reason,
  }
}
