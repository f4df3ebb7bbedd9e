import { attemptCall, type Errand } from './attempt.ts'
import type { House, Service } from './house.ts'
import type { Failure } from './transport.ts'

export interface Call {
  /** Never rejects: what did not come is a failure with its name. */
  outcome: Promise<Buffer[] | Failure>
  cancel(): void
}

/** So much is kept for putting the answer together, and for its way back. */
const reserveMs = 5
const backoffMsMax = 40

/** Only these may pass by themselves; the others would come back the same. */
const retried: readonly Failure[] = ['refused', 'broken', 'failing']

/** Calls one service: with a timeout for each try, and with second tries where the budget has them. */
export function callService(house: House, service: Service, errand: Errand): Call {
  const { promise: outcome, resolve } = Promise.withResolvers<Buffer[] | Failure>()
  const { counters, options } = house
  const running = new Set<() => void>()
  const timers = new Set<NodeJS.Timeout>()
  let tries = 0
  let isOver = false
  const startMs = performance.now()

  function finish(result: Buffer[] | Failure): void {
    if (isOver) return
    isOver = true
    for (const cancel of running) cancel()
    for (const timer of timers) clearTimeout(timer)
    noteEnd(house, service, { result, latencyMs: performance.now() - startMs })
    resolve(result)
  }

  function after(ms: number, act: () => void): void {
    const timer = setTimeout(() => {
      timers.delete(timer)
      act()
    }, ms)
    timers.add(timer)
  }

  function again(failure: Failure) {
    if (isOver || running.size > 0) return
    const pauseMs = Math.random() * backoffMsMax
    const isWorthwhile = retried.includes(failure) && tries < options.attemptsMax
    if (!isWorthwhile || performance.now() + pauseMs > errand.deadlineAtMs) return finish(failure)
    if (!house.budget.take()) {
      counters.unbudgeted++
      return finish(failure)
    }
    counters.retries++
    after(pauseMs, () => attempt(false))
  }

  function hedge(): void {
    if (isOver || tries >= options.attemptsMax) return
    if (house.budget.take()) {
      counters.hedges++
      attempt(true)
    } else counters.unbudgeted++
  }

  function attempt(isHedge: boolean) {
    if (!service.breaker.admits()) return running.size > 0 ? undefined : finish('breaker open')
    tries++
    counters.attempts++
    const leftMs = errand.deadlineAtMs - performance.now() - reserveMs
    const cancel = attemptCall(house, service, {
      errand,
      limitMs: Math.max(0, Math.min(house.callTimeoutMs, leftMs)),
      isLast: leftMs <= house.callTimeoutMs,
      settle(result) {
        running.delete(cancel)
        if (typeof result === 'string') return again(result)
        if (isHedge && !isOver) counters.hedgesWon++
        finish(result)
      },
    })
    running.add(cancel)
  }

  noteStart(house, service)
  const { callsPerUpstreamMax } = options
  if (callsPerUpstreamMax !== null && service.inFlight > callsPerUpstreamMax) finish('busy')
  else {
    attempt(false)
    if (house.hedgeAfterMs !== null && !isOver) after(house.hedgeAfterMs, hedge)
  }
  return { outcome, cancel: () => finish('deadline') }
}

function noteStart(house: House, service: Service): void {
  house.counters.calls++
  service.calls++
  service.inFlight++
  house.callsInFlight++
  house.budget.earn()
}

function noteEnd(
  house: House,
  service: Service,
  { result, latencyMs }: { result: Buffer[] | Failure; latencyMs: number },
): void {
  service.inFlight--
  house.callsInFlight--
  if (typeof result !== 'string')
    service.latencyMsRecent += (latencyMs - service.latencyMsRecent) / (service.calls > 20 ? 20 : 2)
  else {
    service.failures++
    house.failures.set(result, (house.failures.get(result) ?? 0) + 1)
  }
}
