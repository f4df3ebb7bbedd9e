import type { House } from './house.ts'

/** Watches how late the event loop is, which is what all requests wait for. */
export interface LoopWatch extends Disposable {
  delayMs(): number
}

const lookMs = 50
const retryAfterS = '1'

export function watchLoop(): LoopWatch {
  let dueMs = performance.now() + lookMs
  let delayMs = 0
  const timer = setInterval(() => {
    const now = performance.now()
    // Half of what it was, or what it is: one long task is forgotten after some turns.
    delayMs = Math.max(delayMs / 2, now - dueMs)
    dueMs = now + lookMs
  }, lookMs).unref()
  return { delayMs: () => delayMs, [Symbol.dispose]: () => clearInterval(timer) }
}

/** Why a new request is better turned away at once, or null. */
export function reasonToShed(house: House, loop: LoopWatch): string | null {
  const { inFlightMax, loopDelayMsMax, heldBytesMax } = house.options
  if (house.isLeaving) return 'The gateway is about to stop'
  if (inFlightMax !== null && house.requestsInFlight >= inFlightMax)
    return `More than ${inFlightMax} requests are in flight`
  if (loopDelayMsMax !== null && loop.delayMs() > loopDelayMsMax) return 'The gateway is too busy'
  if (house.heldBytes >= heldBytesMax) return 'The gateway holds all it can'
  return null
}

export const shedHeaders = { 'retry-after': retryAfterS }
