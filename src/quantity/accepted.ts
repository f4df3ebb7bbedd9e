import { isLike } from './likeness.ts'
import type { Numeral } from './numeral.ts'
import type { Relation } from './relation.ts'
import type { Stated } from './stated.ts'

/** The values between two ends, in the stated unit. An open end is not one of them. */
export interface Interval {
  readonly low: number
  readonly high: number
  readonly open?: 'low' | 'high'
}

/** What a statement accepts of one value, and of either bound of an uncertain one. */
export interface Accepted {
  readonly whole: Interval
  readonly low: Interval
  readonly high: Interval
}

/** The table of what a stated number accepts. */
export function accepted(stated: Stated): Accepted {
  const { low, high, relation, lowFactor: factor } = stated
  const bound = bounds[relation]?.(high.value)
  if (bound) return { whole: bound, low: bound, high: bound }
  const first = near(low.value * factor, toleranceOf(stated, low) * factor)
  const last = near(high.value, toleranceOf(stated, high))
  return { whole: { low: first.low, high: last.high }, low: first, high: last }
}

export function isInside(value: number, { low, high, open }: Interval): boolean {
  if (isLike(value, low)) return open !== 'low'
  if (isLike(value, high)) return open !== 'high'
  return value > low && value < high
}

const near = (n: number, tolerance: number): Interval => ({
  low: n - tolerance,
  high: n + tolerance,
})

const bounds: Partial<Record<Relation, (n: number) => Interval>> = {
  below: (n) => ({ low: Number.NEGATIVE_INFINITY, high: n, open: 'high' }),
  atMost: (n) => ({ low: Number.NEGATIVE_INFINITY, high: n }),
  above: (n) => ({ low: n, high: Number.POSITIVE_INFINITY, open: 'low' }),
  atLeast: (n) => ({ low: n, high: Number.POSITIVE_INFINITY }),
  justUnder: (n) => ({ low: n - Math.abs(n) / 20, high: n, open: 'high' }),
  justOver: (n) => ({ low: n, high: n + Math.abs(n) / 20, open: 'low' }),
}

/** Half the last written place, or after a hedge the last digit that is not zero; never over a twentieth. */
function toleranceOf(
  { relation, tolerance, unit }: Stated,
  { value, place, digit }: Numeral,
): number {
  if (tolerance) return tolerance.share ? Math.abs(value) * tolerance.size : tolerance.size
  // Of a share near the whole the rest is what is meant: 99.9 % differs from 99 % by a factor of ten.
  const isShareOfAlmostAll = /^(%|percent)$/.test(unit) && value >= 90 && value <= 100
  const cap = (isShareOfAlmostAll ? 100 - value : Math.abs(value)) / 20
  return Math.min(relation === 'about' && digit > place ? digit : place / 2, cap)
}
