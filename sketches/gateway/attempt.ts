import type { House, Service } from './house.ts'
import type { Failure } from './transport.ts'

/** What a request tells each of its calls. */
export interface Errand {
  path: string
  correlationId: string
  /** When the client stops to wait, on the clock of `performance`. */
  deadlineAtMs: number
  hold(bytes: number): boolean
}

interface Try {
  errand: Errand
  limitMs: number
  /** The limit is the request's deadline, which may be as short as a client wishes. */
  isLast: boolean
  settle(result: Buffer[] | Failure): void
}

/** One try, which tells the breaker how it ended. Returns what breaks it off. */
export function attemptCall(
  house: House,
  service: Service,
  { errand, limitMs, isLast, settle }: Try,
) {
  const { breaker } = service
  let isOnWire = false
  let isOver = false
  let isSent = false

  function end(): boolean {
    if (isOver) return false
    isOver = true
    clearTimeout(timer)
    if (isOnWire) house.callsOnWire--
    return true
  }

  function fail(failure: Failure): void {
    if (!end()) return
    if (['deadline', 'rejected', 'no memory'].includes(failure)) breaker.gaveUp()
    else breaker.failed()
    settle(failure)
  }

  const timer = setTimeout(() => {
    cancelSending()
    fail(isLast ? 'deadline' : 'timeout')
  }, limitMs)
  const cancelSending = house.transport.send({
    upstream: service.index,
    path: errand.path,
    headers: {
      'x-request-id': errand.correlationId,
      'deadline-ms': String(Math.floor(limitMs)),
    },
    answerBytesMax: house.options.answerBytesMax,
    hold: errand.hold,
    sent() {
      if (isOver) return
      isOnWire = true
      house.callsOnWire++
    },
    answered(body) {
      if (!end()) return
      breaker.succeeded()
      settle(body)
    },
    // At once only where there is nothing to send with, which is before the caller knows of this try.
    failed: (failure) => (isSent ? fail(failure) : queueMicrotask(() => fail(failure))),
  })
  isSent = true
  return () => {
    if (!end()) return
    breaker.gaveUp()
    cancelSending()
  }
}
