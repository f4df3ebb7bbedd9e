import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http'
import type { Duplex } from 'node:stream'
import type { House } from './house.ts'
import { reasonToShed } from './overload.ts'
import { isTooLarge, Refusal, refuseTarget, tooLarge } from './question.ts'
import { send } from './send.ts'
import { type Desk, serveAggregate } from './visit.ts'

const limits = {
  maxHeaderSize: 8 * 1024,
  connectionsCheckingInterval: 250,
  keepAliveTimeout: 60_000,
  requireHostHeader: true,
  insecureHTTPParser: false,
}
const connectionsMax = 15_000
/** What clients talk to. It builds each call anew, so nothing of a client's bytes but checked words goes on. */
export function makeServer(desk: Desk): Server {
  const { clientTimeoutMs } = desk.house.options
  const listener: RequestListener = (request, response) => {
    serve(desk, request, response).catch((error) => refuse(desk.house, response, error))
  }
  const server = createServer(
    { ...limits, headersTimeout: clientTimeoutMs, requestTimeout: 2 * clientTimeoutMs },
    listener,
  )
  server.maxConnections = connectionsMax
  server.on('checkContinue', (request: IncomingMessage, response: ServerResponse) => {
    if (isTooLarge(request)) return refuse(desk.house, response, tooLarge())
    response.writeContinue()
    listener(request, response)
  })
  server.on('connect', (_, socket: Duplex) => end(desk.house, socket, '405 Method Not Allowed'))
  server.on('clientError', (error: Error & { code?: string }, socket: Duplex) => {
    end(desk.house, socket, statusOfParser[error.code ?? ''] ?? '400 Bad Request')
  })
  return server
}

const statusOfParser: Record<string, string> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: '413 Payload Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
}

async function serve(
  desk: Desk,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  refuseTarget(request)
  const [path, query = ''] = split(request.url ?? '/')
  if (path === '/aggregate') return serveAggregate(desk, { request, response, query })
  if (request.method !== 'GET' && path in plainPages)
    throw new Refusal(405, `Unexpected method ${request.method}, expected GET`, { allow: 'GET' })
  const page = plainPages[path]
  if (page === undefined)
    throw new Refusal(404, 'Unexpected path, expected /aggregate, /metrics or /health/ready')
  const { status, text } = page(desk)
  const headers = { 'content-type': 'text/plain; charset=utf-8' }
  send(desk.house, response, { status, headers, body: text })
}

const plainPages: Record<string, (desk: Desk) => { status: number; text: string }> = {
  '/health/live': () => ({ status: 200, text: 'alive\n' }),
  '/health/ready': ({ house, loop }) => {
    const reason = reasonToShed(house, loop)
    return reason === null ? { status: 200, text: 'ready\n' } : { status: 503, text: `${reason}\n` }
  },
  '/metrics': ({ metrics }) => ({ status: 200, text: metrics.text() }),
}

function refuse(house: House, response: ServerResponse, error: unknown) {
  if (response.headersSent || response.destroyed) return response.destroy()
  const isRefusal = error instanceof Refusal
  if (isRefusal) house.counters.refused++
  const status = isRefusal ? error.status : 500
  const body = JSON.stringify({ error: isRefusal ? error.message : 'The gateway failed' })
  const headers = { 'content-type': 'application/json', ...(isRefusal ? error.headers : {}) }
  // What is left of the body is not read: the connection cannot be used again.
  if (status === 413) Object.assign(headers, { connection: 'close' })
  send(house, response, { status, headers, body })
}

function end({ counters }: House, socket: Duplex, status: string): void {
  counters.refused++
  if (socket.writable)
    socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
  else socket.destroy()
}

function split(target: string): [path: string, query?: string] {
  const mark = target.indexOf('?')
  return mark < 0 ? [target] : [target.slice(0, mark), target.slice(mark + 1)]
}
