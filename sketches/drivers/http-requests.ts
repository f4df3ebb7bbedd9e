import { setTimeout as pause } from 'node:timers/promises'
import { startChild } from '../parts/child.ts'
import type { Distribution } from './distribution.ts'
import {
  type Amount,
  amountIn,
  highestOf,
  type Table,
  tableIn,
  type Varying,
} from './http-amount.ts'
import { type HttpTarget, type Usage, usageBetween } from './http-usage.ts'
import { perSecond, type Rate } from './rate.ts'

export interface RequestsOptions {
  /** Requests a second. */
  rate: Rate
  seconds: Amount
  /** Sent, but not counted, while connections are opened and code is compiled; 1 unless given. */
  warmupSeconds?: number
  /** How many services each request asks, all different; whole numbers of 2 to 10 unless given. */
  fanOut?: Varying
  /** What each service is asked to answer, in bytes; as it likes unless given. */
  bytes?: Amount
  /** A share of the requests, from 0 to 1, asks for another size. */
  large?: { share: number; bytes: Amount }
  /** Requests that ask one of these services are recorded apart. */
  apart?: string[]
  /** Services that are never asked. */
  avoid?: string[]
  /** Told to the gateway with each request. */
  deadlineMs?: Amount
  /** A complete answer is a good one within this; without a limit unless given. */
  goodWithinMs?: Amount
  /** How long answers are waited for after the last request; 30 unless given. What comes later is unanswered. */
  drainSeconds?: number
  /** The same seed asks the same at the same moments. */
  seed?: number
}

/** What became of the requests of the counted time. */
export interface Outcomes {
  /** From the moment at which a request was to be sent until its whole answer was there; complete answers only. */
  latency: Distribution
  latencyPartial: Distribution
  /** Of answers, complete or not, to requests that ask a service of `apart`, which count nowhere above. */
  latencyApart: Distribution
  /** Of complete answers to the requests that asked for the other size, which count nowhere above either. */
  latencyLarge: Distribution
  sent: number
  complete: number
  partial: number
  /** Turned away with 503. */
  shed: number
  /** Answered with another status than 200 and 503, or with 200 and less than the names of what was asked. */
  failed: number
  unanswered: number
  good: number
}

export interface RequestsResult extends Outcomes, Usage {
  completePerS: number
  goodPerS: number
  lagMsMax: number
  /** Why this run says nothing about the gateway, or null. */
  void: string | null
}

/** What the driver's process is asked to do. */
export interface RequestsTask {
  host: string
  port: number
  services: string[]
  perSecond: number
  seconds: number
  warmupSeconds: number
  fanOut: Table
  bytes: number | null
  large: { share: number; bytes: number } | null
  apart: string[]
  deadlineMs: number | null
  goodWithinMs: number | null
  drainSeconds: number
  seed: number
}

const startLimitMs = 30_000
const drainLimitS = 60

/** A process that asks, for one run after the other: what is warm in it stays so. */
export interface HttpDriver extends AsyncDisposable {
  requests(target: HttpTarget, options: RequestsOptions): Promise<RequestsResult>
}

/**
 * Independent users ask the gateway, from a process of their own, at moments fixed beforehand, whatever it does (an
 * open loop), so that its queue shows as latency and not as a lower rate.
 */
export async function requests(
  target: HttpTarget,
  options: RequestsOptions,
): Promise<RequestsResult> {
  await using driver = await openHttpDriver()
  return await driver.requests(target, options)
}

export async function openHttpDriver(): Promise<HttpDriver> {
  const driver = await startChild(new URL('http-requests-process.ts', import.meta.url))
  const dispose = () => driver.stop(5_000)
  try {
    await driver.ask('prepare', null, startLimitMs)
  } catch (error) {
    await dispose()
    throw error
  }

  async function ask(target: HttpTarget, options: RequestsOptions): Promise<RequestsResult> {
    const task = taskFrom(target, options)
    const limitS = task.warmupSeconds + task.seconds + drainLimitS
    const running = driver.ask('run', task, limitS * 1000)
    const [outcome, usage] = await Promise.all([running, usageWhile(target, task)])
    const { lagMsMax, ...outcomes } = outcome as Outcomes & { lagMsMax: number }
    return {
      ...outcomes,
      ...usage,
      completePerS: outcomes.complete / task.seconds,
      goodPerS: outcomes.good / task.seconds,
      lagMsMax,
      void: lagMsMax > lagMsLimit ? `driver lagged ${Math.round(lagMsMax)} ms` : null,
    }
  }

  return { requests: ask, [Symbol.asyncDispose]: dispose }
}

const lagMsLimit = 20

async function usageWhile(target: HttpTarget, task: RequestsTask): Promise<Usage> {
  await pause(task.warmupSeconds * 1000)
  const before = await target.stats()
  const upstreamsBefore = await target.upstreamStats()
  const startMs = performance.now()
  await pause(task.seconds * 1000)
  const after = await target.stats()
  const upstreamsAfter = await target.upstreamStats()
  const lookedS = (performance.now() - startMs) / 1000
  return usageBetween({ lookedS, before, after, upstreamsBefore, upstreamsAfter })
}

function taskFrom(target: HttpTarget, options: RequestsOptions): RequestsTask {
  const { large, bytes, deadlineMs, goodWithinMs } = options
  const seconds = amountIn('s', options.seconds)
  if (!(seconds > 0) || seconds > 300)
    throw new RangeError(`Unexpected seconds ${seconds}, expected up to 300`)
  const avoided = new Set(options.avoid)
  const services = target.services.filter((name) => !avoided.has(name))
  const fanOut = tableIn('count', options.fanOut ?? [2, 10])
  if (highestOf(fanOut) > services.length)
    throw new RangeError(
      `Unexpected fan-out ${highestOf(fanOut)}, expected up to ${services.length}`,
    )
  const given = (amount: Amount | undefined, measure: 'B' | 'ms') =>
    amount === undefined ? null : Math.round(amountIn(measure, amount))
  return {
    host: target.addresses.host,
    port: target.addresses.port,
    services,
    perSecond: perSecond(options.rate),
    seconds,
    warmupSeconds: options.warmupSeconds ?? 1,
    fanOut,
    bytes: given(bytes, 'B'),
    large: large ? { share: large.share, bytes: amountIn('B', large.bytes) } : null,
    apart: options.apart ?? [],
    deadlineMs: given(deadlineMs, 'ms'),
    goodWithinMs: given(goodWithinMs, 'ms'),
    drainSeconds: Math.min(drainLimitS, options.drainSeconds ?? 30),
    seed: options.seed ?? 1,
  }
}
