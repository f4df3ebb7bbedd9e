import type { Amount } from '../../drivers/http-amount.ts'
import { openHttpDriver, requests } from '../../drivers/http-requests.ts'
import type { HttpTarget } from '../../drivers/http-usage.ts'
import type { Rate } from '../../drivers/rate.ts'
import { median, type Ratio, ratio } from '../../drivers/ratio.ts'
import { startBare } from '../bare.ts'
import { startGateway } from '../index.ts'
import type { GatewayOptions } from '../options.ts'
import { completeShareOf, interleave } from './rounds.ts'

export interface ModesOptions {
  rate?: Rate
  seconds?: number
  rounds?: number
  /** Of all at once, while code is compiled. */
  warmupSeconds?: number
  bytes?: Amount
  upstreams?: number
  /** All, unless given; ratios to one that is left out are no number. */
  modes?: Name[]
}

const compared = {
  pooled: { mode: 'h1-pooled', tls: false },
  fresh: { mode: 'h1-fresh', tls: false },
  h2: { mode: 'h2', tls: false },
  fetch: { mode: 'fetch', tls: false },
  pooledTls: { mode: 'h1-pooled', tls: true },
  freshTls: { mode: 'h1-fresh', tls: true },
  freshFullTls: { mode: 'h1-fresh', tls: true, resumeTls: false },
  h2Tls: { mode: 'h2', tls: true },
} as const satisfies Record<string, Partial<GatewayOptions>>

/** `bare` asks the services of the first mode without any of the gateway's policies, in plain pools. */
type Name = keyof typeof compared | 'bare'
const names: readonly Name[] = [...(Object.keys(compared) as (keyof typeof compared)[]), 'bare']

export interface ModesResult {
  /** CPU of the gateway for a call, with its share of the request around it. */
  cpuPerCallMs: Record<Name, number>
  connectionsOpen: Record<Name, number>
  connectionsOpened: Record<Name, number>
  /** A new connection a call, over pools that keep theirs. */
  freshToPooled: Ratio
  /** The same with TLS, where a new connection takes up the session of an earlier one. */
  freshToPooledTls: Ratio
  /** And where it does not. */
  freshFullToPooledTls: Ratio
  h2ToPooled: Ratio
  h2ToPooledTls: Ratio
  fetchToPooled: Ratio
  tlsToPlainPooled: Ratio
  /** What deadlines, timeouts, breakers, budgets, limits and metrics cost, as a factor. */
  pooledToBare: Ratio
  /** Of all requests in the mode with the fewest, the share that was answered in full: what refuses is cheap. */
  completeShare: number
  void: string | null
}

const warmRate = 40
const againSeconds = 0.3

/** The same requests at the same rate in each mode, by turns. */
export async function compareModes(options: ModesOptions = {}): Promise<ModesResult> {
  const { rate = 80, seconds = 1, rounds = 1, bytes = 2_000, warmupSeconds = 1 } = options
  const modes = options.modes ?? names
  await using started = new AsyncDisposableStack()
  await using driver = await openHttpDriver()
  const { upstreams = 20 } = options
  const targets = await startAll(started, modes, { upstreams, bytes })
  const warm = { rate: warmRate, seconds: warmupSeconds, warmupSeconds: 0 }
  await Promise.all([...targets.values()].map((target) => requests(target, warm)))
  const load = { rate, seconds, warmupSeconds: againSeconds }
  const { results, void: reason } = await interleave(modes, rounds, async (name, round) => {
    const target = targets.get(name)
    if (target === undefined) throw new Error(`No gateway runs as ${name}`)
    return driver.requests(target, { ...load, seed: round + 1 })
  })
  const cpu = (name: Name) => (results[name] ?? []).map((each) => each.cpuPerCallMs)
  const each = (of: (name: Name) => number) =>
    Object.fromEntries(modes.map((name) => [name, of(name)])) as Record<Name, number>
  return {
    cpuPerCallMs: each((name) => median(cpu(name))),
    connectionsOpen: each((name) => median(results[name].map((run) => run.connectionsOpen))),
    connectionsOpened: each((name) => median(results[name].map((run) => run.connectionsOpened))),
    freshToPooled: ratio(cpu('fresh'), cpu('pooled')),
    freshToPooledTls: ratio(cpu('freshTls'), cpu('pooledTls')),
    freshFullToPooledTls: ratio(cpu('freshFullTls'), cpu('pooledTls')),
    h2ToPooled: ratio(cpu('h2'), cpu('pooled')),
    h2ToPooledTls: ratio(cpu('h2Tls'), cpu('pooledTls')),
    fetchToPooled: ratio(cpu('fetch'), cpu('pooled')),
    tlsToPlainPooled: ratio(cpu('pooledTls'), cpu('pooled')),
    pooledToBare: ratio(cpu('pooled'), cpu('bare')),
    completeShare: completeShareOf(modes.flatMap((name) => results[name])),
    void: reason,
  }
}

async function startAll(
  started: AsyncDisposableStack,
  modes: readonly Name[],
  { upstreams, bytes }: { upstreams: number; bytes: Amount },
): Promise<Map<Name, HttpTarget>> {
  const settings = {
    upstreamProcesses: 1,
    latencyMs: [20, 60],
    loopDelayMsMax: null,
    // What is given up is cheap: here nothing is, as long as it comes at all.
    callTimeoutMs: 20_000,
    deadlineMs: 30_000,
  } as const
  const open = async (given: Partial<GatewayOptions>) =>
    started.use(await startGateway({ ...settings, upstreams, bytes, ...given }))
  const targets = new Map<Name, HttpTarget>()
  const gateways = modes.map(async (name) => {
    if (name !== 'bare') targets.set(name, await open(compared[name]))
  })
  await Promise.all(gateways)
  if (modes.includes('bare')) {
    const gateway = await open(compared.pooled)
    targets.set('bare', started.use(await startBare(gateway)))
  }
  return targets
}
