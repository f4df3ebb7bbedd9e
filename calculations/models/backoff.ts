import type { Quantity } from '../../src/quantity/quantity.ts'
import { type Count, plainOf, positiveOf, type Share, wholeOf } from './amount.ts'
import { need } from './numeric/given.ts'

export interface BackoffPolicy<N extends string> {
  /** The delay before the first retry. */
  first: Quantity<'s'>
  /** Each delay is so many times the one before; 2 unless said. */
  factor?: Share
  /** No delay is longer than this. */
  cap?: Quantity<'s'>
  retries: Count<N>
}

export interface Backoff {
  /** What passes in the mean before the last retry is sent. */
  expected: Quantity<'s'>
  /** What passes at most. */
  worst: Quantity<'s'>
  /** The longest that each delay can be, in order. */
  delays: Quantity<'s'>[]
}

/**
 * Exponential backoff without jitter: the delay before retry n is first · factorⁿ⁻¹, up to the cap,
 * and so expected and worst are the same.
 *
 * Source: R. M. Metcalfe, D. R. Boggs, Ethernet, Communications of the ACM 19 (1976), for the doubling.
 *
 * @example exponentialBackoff({ first: q('100 ms'), retries: 5 }).worst //=> 3.1 s
 * @example exponentialBackoff({ first: q('100 ms'), retries: 5, cap: q('1 s') }).worst //=> 2.5 s
 */
export function exponentialBackoff<N extends string>(policy: BackoffPolicy<N>): Backoff {
  const delays = delaysOf(policy)
  const total = policy.first.times(0)
  const worst = delays.reduce((sum, delay) => sum.plus(delay), total)
  return { expected: worst, worst, delays }
}

/**
 * Full jitter: each delay is drawn evenly between zero and what exponential backoff would wait, so
 * that in the mean half of that passes, and clients that failed together do not come back together.
 *
 * Source: M. Brooker, Exponential Backoff and Jitter, AWS Architecture Blog (2015).
 *
 * @example fullJitter({ first: q('100 ms'), retries: 5 }).expected //=> 1.55 s
 * @example fullJitter({ first: q('100 ms'), retries: 5 }).worst //=> 3.1 s
 */
export function fullJitter<N extends string>(policy: BackoffPolicy<N>): Backoff {
  const { worst, delays } = exponentialBackoff(policy)
  return { expected: worst.per(2), worst, delays }
}

function delaysOf<N extends string>({ first, factor = 2, cap, retries }: BackoffPolicy<N>) {
  const least = positiveOf('first', first)
  const growth = plainOf(factor)
  need(growth >= 1, `factor is ${growth}`, 'a number of at least 1')
  const most = cap === undefined ? Number.POSITIVE_INFINITY : positiveOf('cap', cap)
  return Array.from({ length: wholeOf('retries', retries, 0) }, (_, n) =>
    first.times(Math.min(least * growth ** n, most) / least),
  )
}
