import { amountIn } from '../drivers/http-amount.ts'
import { startChild } from '../parts/child.ts'
import type { Fault } from './fault.ts'
import { type GatewayOptions, optionsFrom, upstreamsFrom } from './options.ts'
import { type PageService, startPage } from './page.ts'
import type { GatewayStats } from './stats.ts'
import type { UpstreamStats } from './upstream.ts'
import { startUpstreams, type UpstreamAddress } from './upstreams.ts'

export { start as startGateway }

export interface Gateway extends AsyncDisposable {
  addresses: {
    url: string
    /** Null where there is no page for a person. */
    page: string | null
    host: string
    port: number
  }
  /** The names of the upstreams, as a request lists them. */
  services: string[]
  upstreams: UpstreamAddress[]
  stats(): Promise<GatewayStats>
  /** What the upstreams saw, which owes nothing to the gateway's own counts. */
  upstreamStats(): Promise<UpstreamStats[]>
  /** Makes an upstream misbehave from now on, or well again with `{ kind: 'none' }`. */
  setFault(name: string, fault: Fault): Promise<void>
}

const startLimitMs = 60_000
const answerLimitMs = 60_000
const stopLimitMs = 10_000

/** Starts the upstreams and the gateway, each in processes of its own, and resolves when requests are taken. */
export async function start(given: Partial<GatewayOptions> = { page: true }): Promise<Gateway> {
  const options = optionsFrom(given)
  await using started = new AsyncDisposableStack()
  const opening = startUpstreams(upstreamsFrom(options))
  started.defer(async () => (await opening.catch(() => null))?.[Symbol.asyncDispose]())
  const child = await startChild(new URL('process.ts', import.meta.url))
  started.defer(() => child.stop(stopLimitMs))
  const upstreams = await opening
  const reach = { addresses: upstreams.addresses, authority: upstreams.authority }
  const sent = { options: plain(options), reach }
  const place = (await child.ask('start', sent, startLimitMs)) as { address: string; port: number }
  const { address: host, port } = place
  const gateway = {
    services: upstreams.addresses.map(({ name }) => name),
    upstreams: upstreams.addresses,
    stats: async () => (await child.ask('stats', null, answerLimitMs)) as GatewayStats,
    upstreamStats: () => upstreams.stats(),
    setFault: upstreams.setFault,
  }
  const page: PageService | null = options.page
    ? started.use(await startPage({ ...gateway, host, port }, options.pagePort))
    : null
  const running = started.move()
  return {
    ...gateway,
    addresses: { url: `http://${host}:${port}/`, page: page?.url ?? null, host, port },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  }
}

/** What to try next, for a person. */
export function tryIt({ addresses }: Gateway): string[] {
  const { url, page } = addresses
  return [
    page === null ? 'It was started without its page.' : `Open ${page} and slow or kill a service.`,
    'Ask three services at once, and see what is missing when one of them is dead:',
    `  curl -i '${url}aggregate?of=s1,s2,s3&bytes=300'`,
    'Give it less time than the services take:',
    `  curl -i -H 'deadline-ms: 200' '${url}aggregate?of=s1,s2,s3,s4,s5,s6&bytes=300'`,
    `  curl '${url}metrics'`,
  ]
}

/** Without functions, which do not pass between processes: quantities as numbers, laws as tables. */
function plain(options: GatewayOptions): GatewayOptions {
  const { deadlineMs, callTimeoutMs, hedgeAfterMs } = options
  return {
    ...options,
    // The gateway is not told how long its upstreams take.
    latencyMs: 0,
    bytes: 0,
    deadlineMs: amountIn('ms', deadlineMs),
    callTimeoutMs: amountIn('ms', callTimeoutMs),
    hedgeAfterMs: hedgeAfterMs === null ? null : amountIn('ms', hedgeAfterMs),
  }
}
