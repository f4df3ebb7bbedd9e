export type BreakerState = 'closed' | 'open' | 'half open'

/** Keeps calls from a service that fails, and lets one through from time to time to see whether it is back. */
export interface Breaker {
  /** Whether a call may go out; the call then ends in one of the three below. */
  admits(): boolean
  succeeded(): void
  failed(): void
  /** The call ended for a reason that says nothing about the service. */
  gaveUp(): void
  state(): BreakerState
  openings(): number
}

const lookBack = 20
const leastSeen = 10
const failuresMax = 10
const firstPauseMs = 1_000
const lastPauseMs = 30_000

/** Opens when half of the last twenty calls failed; each probe that fails doubles the pause before the next. */
export function makeBreaker(now: () => number = () => performance.now()): Breaker {
  let recent: boolean[] = []
  let failures = 0
  let [opened, openings, pauseMs] = [0, 0, firstPauseMs]
  let state: BreakerState = 'closed'
  let isProbing = false

  function open(): void {
    state = 'open'
    opened = now()
    openings++
    isProbing = false
  }

  function note(isFailure: boolean): void {
    recent.push(isFailure)
    if (isFailure) failures++
    if (recent.length > lookBack && recent.shift()) failures--
  }

  return {
    admits() {
      if (state === 'closed') return true
      if (state === 'open' && now() - opened >= pauseMs) state = 'half open'
      if (state === 'open' || isProbing) return false
      isProbing = true
      return true
    },
    succeeded() {
      if (state === 'closed') return note(false)
      // A late success of a call from before the opening proves nothing.
      if (state === 'open') return
      state = 'closed'
      isProbing = false
      pauseMs = firstPauseMs
      recent = []
      failures = 0
    },
    failed() {
      if (state === 'half open') {
        pauseMs = Math.min(lastPauseMs, pauseMs * 2)
        return open()
      }
      if (state === 'open') return
      note(true)
      if (recent.length >= leastSeen && failures >= failuresMax) open()
    },
    gaveUp() {
      isProbing = false
    },
    state: () => state,
    openings: () => openings,
  }
}

/** For a gateway that is to do without. */
export const noBreaker: Breaker = {
  admits: () => true,
  succeeded() {},
  failed() {},
  gaveUp() {},
  state: () => 'closed',
  openings: () => 0,
}
