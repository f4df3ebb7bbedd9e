import type { HttpTarget } from '../drivers/http-usage.ts'
import { startChild } from '../parts/child.ts'
import type { Gateway } from './index.ts'
import type { GatewayStats } from './stats.ts'

/** As little as can do the same: an HTTP server, undici's pools and the same JSON, with none of the policies. */
export type Bare = HttpTarget & AsyncDisposable

const limitMs = 60_000

/** It asks the services of a gateway that is there already, so that both are measured against the same. */
export async function startBare(gateway: Gateway): Promise<Bare> {
  const child = await startChild(new URL('bare-process.ts', import.meta.url))
  try {
    const place = await child.ask('start', gateway.upstreams, limitMs)
    const { address: host, port } = place as { address: string; port: number }
    return {
      addresses: { host, port },
      services: gateway.services,
      stats: async () => (await child.ask('stats', null, limitMs)) as GatewayStats,
      upstreamStats: gateway.upstreamStats,
      [Symbol.asyncDispose]: () => child.stop(limitMs),
    }
  } catch (error) {
    await child.stop(limitMs)
    throw error
  }
}
