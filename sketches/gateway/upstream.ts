import type { AddressInfo, Socket } from 'node:net'
import { type Table, valueAt } from '../drivers/http-amount.ts'
import { randomFrom } from '../drivers/pace.ts'
import type { Certificate } from './certificate.ts'
import { type Fault, faultFrom } from './fault.ts'
import { misbehave } from './misbehave.ts'
import { payloads, sizeNear } from './payload.ts'
import { type AnyRequest, type AnyResponse, endWith, writeHead } from './reply.ts'
import { listen, makeUpstreamServer } from './upstream-server.ts'

export interface UpstreamPlan {
  name: string
  host: string
  latencyMs: Table
  bytes: Table
  protocol: 'h1' | 'h2'
  certificate: Certificate | null
  seed: number
}

export interface UpstreamStats {
  name: string
  calls: number
  answered: number
  /** The caller had gone before there was an answer. */
  abandoned: number
  /** The deadline that the caller passed on was over before there was an answer. */
  expired: number
  /** Calls that wait for their answer now. */
  held: number
  /** Of the same, looked at every few ms: the sum of what was seen, and how often. */
  heldSum: number
  heldSamples: number
  connectionsOpened: number
  connections: number
  /** What the last caller called its request, and how much time it gave; null where it did not say. */
  lastRequestId: string | null
  lastDeadlineMs: number | null
}

export interface Upstream {
  host: string
  port: number
  setFault(fault: Fault): Promise<void>
  stats(): UpstreamStats
}

const bytesMax = 16 * 1024 * 1024
const sampleMs = 5

/** A service behind the gateway: it answers with JSON, after a while, or with what the fault says. */
export async function openUpstream(plan: UpstreamPlan): Promise<Upstream> {
  const { name, latencyMs, bytes } = plan
  const random = randomFrom(plan.seed)
  const payloadOf = payloads(name)
  const sockets = new Set<Socket>()
  const counts = { calls: 0, answered: 0, abandoned: 0, expired: 0, connectionsOpened: 0 }
  const sample = { held: 0, heldSum: 0, heldSamples: 0 }
  let fault: Fault = { kind: 'none' }
  let last: Pick<UpstreamStats, 'lastRequestId' | 'lastDeadlineMs'> = {
    lastRequestId: null,
    lastDeadlineMs: null,
  }

  function take(request: AnyRequest, response: AnyResponse): void {
    counts.calls++
    const { 'x-request-id': id = null, 'deadline-ms': deadline = null } = request.headers
    last = {
      lastRequestId: id === null ? null : String(id),
      lastDeadlineMs: deadline === null ? null : Number(deadline),
    }
    sample.held++
    response.once('close', () => {
      sample.held--
      if (!response.writableEnded) counts.abandoned++
    })
    // The other side may break off at any moment, which `close` says as well.
    response.on('error', () => {})
    if (fault.kind === 'silent') return
    const delayMs = fault.kind === 'slow' ? fault.ms : valueAt(latencyMs, random())
    setTimeout(answer, delayMs, request, response, performance.now())
  }

  function answer(request: AnyRequest, response: AnyResponse, startMs: number) {
    if (response.destroyed) return
    const leftMs = Number(request.headers['deadline-ms'] ?? Number.POSITIVE_INFINITY)
    if (performance.now() - startMs > leftMs) {
      counts.expired++
      return refuse(response, 504)
    }
    if (fault.kind === 'failing' && random() < fault.share) return refuse(response, fault.status)
    if (isMisbehaviour(fault)) return misbehave(fault.kind, request, response)
    counts.answered++
    const asked = Number(/[?&]bytes=(\d{1,9})\b/.exec(request.url ?? '')?.[1] ?? Number.NaN)
    const size = Math.min(bytesMax, Number.isNaN(asked) ? valueAt(bytes, random()) : asked)
    const body = payloadOf(sizeNear(size))
    writeHead(response, 200, {
      'content-type': 'application/json',
      'content-length': body.length,
      'x-request-id': request.headers['x-request-id'] ?? '',
    })
    endWith(response, body)
  }

  const server = makeUpstreamServer(plan, take)
  server.on('connection', (socket: Socket) => {
    counts.connectionsOpened++
    sockets.add(socket)
    socket.on('error', () => {})
    socket.once('close', () => sockets.delete(socket))
  })
  await listen(server, plan.host, 0)
  const { address: host, port } = server.address() as AddressInfo
  setInterval(() => {
    sample.heldSum += sample.held
    sample.heldSamples++
  }, sampleMs).unref()

  async function setFault(given: Fault): Promise<void> {
    fault = faultFrom(given, plan.protocol)
    if (fault.kind === 'dead') {
      if (server.listening) server.close()
      for (const socket of sockets) socket.destroy()
    } else if (!server.listening) await listen(server, host, port)
  }

  return {
    host,
    port,
    setFault,
    stats: () => ({ name, ...counts, ...sample, connections: sockets.size, ...last }),
  }
}

function refuse(response: AnyResponse, status: number): void {
  writeHead(response, status, { 'content-type': 'application/json', 'content-length': 2 })
  endWith(response, '{}')
}

const isMisbehaviour = (
  fault: Fault,
): fault is Exclude<Fault, { kind: 'none' | 'slow' | 'dead' | 'silent' | 'failing' }> =>
  !['none', 'slow', 'dead', 'silent', 'failing'].includes(fault.kind)
