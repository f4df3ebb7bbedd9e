/** Calls `act` at each of the moments, which are given in ms from now and ascend, whatever earlier calls do. */
export interface Pace {
  /** Resolves after the last moment. */
  done: Promise<void>
  /** How late the worst call was: beyond some 20 ms the driver measures itself. */
  lagMsMax(): number
}

export interface Plan {
  moments: Float64Array
  /** Lag before this does not count, while the driver warms up. */
  countFromMs: number
  act(index: number, intendedMs: number): void
}

const tickMsMax = 5

export function keepPace({ moments, countFromMs, act }: Plan): Pace {
  const { promise: done, resolve } = Promise.withResolvers<void>()
  const start = performance.now()
  let next = 0
  let lagMsMax = 0
  let dueMs = start

  function tick(): void {
    const now = performance.now()
    if (now >= start + countFromMs) lagMsMax = Math.max(lagMsMax, now - dueMs)
    while (next < moments.length) {
      const intendedMs = start + (moments[next] ?? 0)
      if (intendedMs > now) break
      act(next++, intendedMs)
    }
    if (next === moments.length) {
      resolve()
      return
    }
    const after = performance.now()
    dueMs = Math.max(after, Math.min(after + tickMsMax, start + (moments[next] ?? 0)))
    setTimeout(tick, dueMs - after)
  }

  setTimeout(tick, 0)
  return { done, lagMsMax: () => lagMsMax }
}

/**
 * Independent users send at exponential gaps: the moments, in ms, of a Poisson stream of `perSecond` over
 * `seconds`, the same for the same seed.
 */
export function poissonMoments(perSecond: number, seconds: number, seed: number): Float64Array {
  const random = randomFrom(seed)
  const moments: number[] = []
  for (let at = 0; ; ) {
    at += (-Math.log(1 - random()) / perSecond) * 1000
    if (at >= seconds * 1000) return Float64Array.from(moments)
    moments.push(at)
  }
}

/** Numbers from 0 to 1 that look random and repeat with the seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
