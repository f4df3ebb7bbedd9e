import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Front } from './front.ts'
import { Refusal } from './refusal.ts'

export interface Answer {
  status: number
  type: string
  body: string | Buffer
  headers?: Record<string, string | number>
}

const policy =
  "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src 'self' blob: data:; connect-src 'self'"
const drainMs = 5_000
const retryAfterS = 5

export function json(status: number, value: unknown): Answer {
  return { status, type: 'application/json', body: `${JSON.stringify(value)}\n` }
}

export function say(status: number, body: string): Answer {
  return { status, type: 'text/plain', body }
}

export function send(response: ServerResponse, { status, type, body, headers }: Answer): void {
  response.writeHead(status, {
    'content-type': `${type}; charset=utf-8`,
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
    ...headers,
  })
  response.end(body)
}

/** Says what was wrong, in words; what we did not foresee is ours, and says only which part of us was away. */
export function answerError(
  { counters }: Front,
  {
    request,
    response,
    error,
  }: { request: IncomingMessage; response: ServerResponse; error: unknown },
): void {
  const refusal = error instanceof Refusal ? error : refusalFor(error)
  counters.refused[refusal.reason] = (counters.refused[refusal.reason] ?? 0) + 1
  if (response.headersSent || request.socket.destroyed) {
    response.destroy()
    return
  }
  // Who still sends reads no answer before the end of it: the rest is thrown away, for a while.
  request.resume()
  setTimeout(() => {
    if (!request.complete) request.destroy()
  }, drainMs).unref()
  const waits = refusal.status === 429 || refusal.status === 503
  const stated = 'retryAfterS' in refusal ? Number(refusal.retryAfterS) : retryAfterS
  send(response, {
    ...json(refusal.status, { refused: refusal.reason, because: refusal.message }),
    ...(waits ? { headers: { 'retry-after': stated } } : {}),
  })
}

function refusalFor(error: unknown): Refusal {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new Refusal(507, 'disk', 'There is no room on the disk')
  return new Refusal(503, 'away', 'A part of the service is away, please try again')
}
