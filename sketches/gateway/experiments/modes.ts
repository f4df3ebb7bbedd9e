import type { Amount } from '../../drivers/http-amount.ts'
import { requests } from '../../drivers/http-requests.ts'
import type { Rate } from '../../drivers/rate.ts'
import { type Gateway, startGateway } from '../index.ts'
import type { GatewayOptions } from '../options.ts'
import { interleave, median, type Ratio, ratio } from './rounds.ts'

export interface ModesOptions {
  rate?: Rate
  seconds?: number
  rounds?: number
  /** Of the first round, while code is compiled. */
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

type Name = keyof typeof compared
const names = Object.keys(compared) as Name[]

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
  void: string | null
}

/** The same requests at the same rate in each mode, by turns. */
export async function compareModes(options: ModesOptions = {}): Promise<ModesResult> {
  const {
    rate = 60,
    seconds = 1.5,
    rounds = 1,
    bytes = 2_000,
    upstreams = 20,
    warmupSeconds = 1.5,
  } = options
  const modes = options.modes ?? names
  await using started = new AsyncDisposableStack()
  const gateways = new Map<Name, Gateway>()
  const shared = { upstreams, upstreamProcesses: 1, latencyMs: [20, 60], bytes } as const
  await Promise.all(
    modes.map(async (name) => {
      const gateway = await startGateway({ ...shared, ...compared[name], loopDelayMsMax: null })
      gateways.set(name, started.use(gateway))
    }),
  )
  const { results, void: reason } = await interleave(modes, rounds, async (name, round) => {
    const gateway = gateways.get(name)
    if (gateway === undefined) throw new Error(`No gateway runs as ${name}`)
    return requests(gateway, {
      ...{ rate, seconds, seed: round + 1 },
      warmupSeconds: round === 0 ? warmupSeconds : 0.5,
    })
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
    void: reason,
  }
}
