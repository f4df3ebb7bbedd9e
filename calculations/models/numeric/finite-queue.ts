import { aboveZero, need, wholeNumber } from './given.ts'

export interface FiniteQueue {
  /** The probability that nobody is there. */
  empty: number
  /** The probability that an arrival finds no place and is turned away. */
  lost: number
  /** The probability that an arrival that is let in finds every server busy. */
  waits: number
  /** The mean number that waits. */
  waiting: number
  /** The mean number that is served. */
  served: number
}

/** A weight above this is divided away, so that no sum overflows. */
const tooLarge = 1e250

/**
 * M/M/c/K in its steady state, from the balance of one step up with one step down: w(n) = w(n−1) · a / min(n, c).
 * All sums are of positive terms.
 */
export function finiteQueue(servers: number, places: number, load: number): FiniteQueue {
  wholeNumber('servers', servers)
  wholeNumber('places', places)
  need(places >= servers, `places is ${places}`, `at least one for each of the ${servers} servers`)
  aboveZero('load', load)
  const sums = { weight: 1, empty: 1, total: 1, waits: 0, waiting: 0, served: 0 }
  for (let n = 1; n <= places; n++) {
    if (n - 1 >= servers) sums.waits += sums.weight
    sums.weight *= load / Math.min(n, servers)
    sums.total += sums.weight
    sums.waiting += Math.max(n - servers, 0) * sums.weight
    sums.served += Math.min(n, servers) * sums.weight
    if (sums.total > tooLarge) divideAll(sums)
  }
  // The state of `places - 1` is the last one that lets an arrival in; with no waiting room nobody waits.
  const letIn = sums.total - sums.weight
  return {
    empty: sums.empty / sums.total,
    lost: sums.weight / sums.total,
    waits: letIn > 0 ? sums.waits / letIn : 0,
    waiting: sums.waiting / sums.total,
    served: sums.served / sums.total,
  }
}

function divideAll(
  sums: Record<'weight' | 'empty' | 'total' | 'waits' | 'waiting' | 'served', number>,
) {
  sums.weight /= tooLarge
  sums.empty /= tooLarge
  sums.total /= tooLarge
  sums.waits /= tooLarge
  sums.waiting /= tooLarge
  sums.served /= tooLarge
}
