import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { listenLocally } from '../parts/loopback.ts'
import { type Fault, misbehaviours } from './fault.ts'
import type { GatewayStats } from './stats.ts'
import { openVisitors, type Visitors } from './visitors.ts'

export interface PageService extends AsyncDisposable {
  url: string
}

interface Shown {
  host: string
  port: number
  services: string[]
  stats(): Promise<GatewayStats>
  setFault(name: string, fault: Fault): Promise<void>
}

const html = readFileSync(new URL('page.html', import.meta.url))
const policy =
  "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; connect-src 'self'"
const bodyBytesMax = 1_024
const kinds: readonly string[] = ['none', 'slow', 'dead', 'silent', 'failing', ...misbehaviours]

/** Shows a person the upstreams, lets them do harm to one, and sends requests for as long as they look. */
export async function startPage(gateway: Shown, port: number): Promise<PageService> {
  const faults = new Map(gateway.services.map((name): [string, Fault] => [name, { kind: 'none' }]))
  const place = { url: `http://${gateway.host}:${gateway.port}/`, services: gateway.services }
  const visitors = openVisitors(place, (name) => faults.get(name)?.kind !== 'none')
  const server = createServer(async (request, response) => {
    try {
      await serve({ gateway, faults, visitors }, request, response)
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      if (response.headersSent) response.destroy()
      else send(response, 'text/plain', { status: 400, body: `${reason}\n` })
    }
  })
  const { address, port: taken } = await listenLocally(server, { port })
  const url = `http://${address}:${taken}/`
  return {
    url,
    async [Symbol.asyncDispose]() {
      visitors[Symbol.dispose]()
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

interface Room {
  gateway: Shown
  faults: Map<string, Fault>
  visitors: Visitors
}

async function serve(
  { gateway, faults, visitors }: Room,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<unknown> {
  const { pathname, search, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1')
  const route = `${request.method} ${pathname}`
  if (route === 'GET /') return send(response, 'text/html', { body: html })
  if (route === 'GET /stats') {
    const [perSecond, fanOut] = ['rate', 'fanout'].map((name) => Number(searchParams.get(name)))
    visitors.want({ perSecond: perSecond ?? 0, fanOut: fanOut ?? 1 })
    const { services, ...whole } = await gateway.stats()
    const shown = services.map((each) => ({ ...each, fault: faults.get(each.name) }))
    return send(response, 'application/json', {
      body: JSON.stringify({ ...whole, services: shown, visitors: visitors.shown() }),
    })
  }
  if (route === 'GET /try') {
    const answer = await fetch(`http://${gateway.host}:${gateway.port}/aggregate${search}`)
    return send(response, 'application/json', { status: answer.status, body: await answer.text() })
  }
  if (route === 'POST /fault') {
    // Another site's page could send this for a person, but not with this type and without being asked first.
    if (request.headers['content-type'] !== 'application/json')
      throw new TypeError('Unexpected type')
    if (request.headers['sec-fetch-site'] === 'cross-site') throw new TypeError('Unexpected origin')
    const { name, fault } = JSON.parse(await read(request)) as { name: string; fault: Fault }
    if (!faults.has(name) || !kinds.includes(fault?.kind)) throw new TypeError('Unexpected fault')
    await gateway.setFault(name, fault)
    faults.set(name, fault)
    return send(response, 'application/json', { body: '{}' })
  }
  send(response, 'text/plain', { status: 404, body: 'There is /, /stats, /try and /fault\n' })
}

async function read(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request.setEncoding('utf8')) {
    text += chunk
    if (text.length > bodyBytesMax) throw new RangeError('Unexpected size of the body')
  }
  return text
}

function send(
  response: ServerResponse,
  type: string,
  { status = 200, body }: { status?: number; body: string | Buffer },
): void {
  response.writeHead(status, {
    'content-type': `${type}; charset=utf-8`,
    'content-security-policy': policy,
    'cache-control': 'no-store',
  })
  response.end(body)
}
