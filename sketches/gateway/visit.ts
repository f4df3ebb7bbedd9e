import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { aggregate } from './aggregate.ts'
import type { House } from './house.ts'
import type { Metrics } from './metrics.ts'
import { type LoopWatch, reasonToShed, shedHeaders } from './overload.ts'
import { deadlineMsOf, readQuestion } from './question.ts'
import { send } from './send.ts'

/** What serves a request. */
export interface Desk {
  house: House
  loop: LoopWatch
  metrics: Metrics
}

const json = { 'content-type': 'application/json' }

export interface Visit {
  request: IncomingMessage
  response: ServerResponse
  query: string
}

/** One request: turned away where there is too much to do, else answered by its deadline. */
export async function serveAggregate(desk: Desk, visit: Visit) {
  const { request, response, query } = visit
  const { house, loop, metrics } = desk
  const startMs = performance.now()
  const correlationId = correlationIdOf(request)
  response.setHeader('x-request-id', correlationId)
  const reason = reasonToShed(house, loop)
  if (reason !== null) {
    house.counters.shed++
    const headers = { ...json, ...shedHeaders }
    return send(house, response, { status: 503, headers, body: JSON.stringify({ error: reason }) })
  }
  const deadlineMs = deadlineMsOf(house, request)
  house.requestsInFlight++
  let held = 0
  let cancel = () => {}
  let isGone = false
  response.once('close', () => {
    isGone = true
    house.requestsInFlight--
    house.heldBytes -= held
    if (response.writableFinished) return
    house.counters.left++
    cancel()
  })
  const question = await readQuestion(house, request, query)
  const errand = {
    path: question.bytes === null ? '/item' : `/item?bytes=${question.bytes}`,
    correlationId,
    deadlineAtMs: startMs + deadlineMs,
    hold(bytes: number) {
      if (isGone || house.heldBytes + bytes > house.options.heldBytesMax) return false
      held += bytes
      house.heldBytes += bytes
      return true
    },
  }
  if (isGone) return
  house.counters.requests++
  const aggregating = aggregate(house, question, errand)
  cancel = aggregating.cancel
  const { status, body, missing } = await aggregating.answer
  if (isGone) return
  const names = Object.keys(missing)
  count(house, status, names.length)
  metrics.observe(performance.now() - startMs)
  const headers: Record<string, string> = { ...json }
  if (names.length > 0) headers.missing = names.join(',')
  if (status === 503) Object.assign(headers, shedHeaders)
  send(house, response, { status, headers, body })
}

function count({ counters }: House, status: number, missing: number): void {
  if (status !== 200) counters.failed++
  else if (missing > 0) counters.partial++
  else counters.complete++
}

/** What a client calls its request where that is harmless in a log, else a name of ours. */
function correlationIdOf({ headers }: IncomingMessage): string {
  const given = headers['x-request-id']
  return typeof given === 'string' && /^[\w.-]{1,64}$/.test(given) ? given : randomUUID()
}
