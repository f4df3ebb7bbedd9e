import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Pool } from 'undici'
import type { TargetStats } from '../drivers/http-usage.ts'
import { answerOwner } from '../parts/child.ts'
import { listenLocally } from '../parts/loopback.ts'
import { ownUsage } from '../parts/own-usage.ts'
import type { UpstreamAddress } from './upstreams.ts'

const pools = new Map<string, Pool>()
const counts = { requests: 0, calls: 0 }
answerOwner({ start, stats })

async function start(addresses: UpstreamAddress[]): Promise<AddressInfo> {
  for (const { name, host, port } of addresses)
    pools.set(name, new Pool(`http://${host}:${port}`, { connections: 256 }))
  const server = createServer((request, response) => {
    serve(request, response).catch(() => response.writeHead(502, { 'content-length': 0 }).end())
  })
  server.keepAliveTimeout = 60_000
  return listenLocally(server, { backlog: 4_096 })
}

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  counts.requests++
  const { searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1')
  const bytes = searchParams.get('bytes')
  const path = bytes === null ? '/item' : `/item?bytes=${bytes}`
  const names = (searchParams.get('of') ?? '').split(',')
  const answers: Record<string, unknown> = {}
  await Promise.all(
    names.map(async (name) => {
      counts.calls++
      const answer = await pools.get(name)?.request({ path, method: 'GET' })
      answers[name] = await answer?.body.json()
    }),
  )
  const body = JSON.stringify({ complete: true, answers })
  response.writeHead(200, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
  })
  response.end(body)
}

/** What needs no sampling, which would cost it something. */
function stats(): TargetStats {
  const connectionsOpen = [...pools.values()].reduce((sum, { stats }) => sum + stats.connected, 0)
  const { cpuS, residentBytes } = ownUsage()
  return {
    ...counts,
    cpuS,
    attempts: counts.calls,
    connectionsOpened: connectionsOpen,
    connectionsOpen,
    requestsInFlightSum: 0,
    callsInFlightSum: 0,
    callsOnWireSum: 0,
    samples: 0,
    residentBytesMax: residentBytes,
  }
}
