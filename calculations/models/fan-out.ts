import { type Law, law } from '../../src/quantity/law.ts'
import type { Quantity } from '../../src/quantity/quantity.ts'
import { type Counted, ratio, type Share, shareOf, wholeOf } from './amount.ts'

/** How many at once: a number, a count, or the law of a count, which takes whole numbers only. */
export type Calls<K extends string> = number | Counted<K, Quantity<K> | LawOfCount<K>>

type LawOfCount<K extends string> = K extends '1'
  ? 'Refused: a law of calls needs its noun'
  : Law<K>

/**
 * How long the slowest of k independent calls takes, which is how long their caller waits: a share Fᵏ
 * of all takes no longer than a time, where F is the share of single calls that do. Where k varies
 * itself, this is averaged over k.
 *
 * Source: H. A. David, H. N. Nagaraja, Order Statistics, 3rd edition (2003), section 2.1.
 *
 * @example slowestOf(6, law('100 to 500 ms')).mean //=> 442.86 ms
 * @example slowestOf(law('2 to 10 calls'), law('100 to 500 ms')).mean //=> 432.45 ms
 * @example slowestOf(6, law('100 to 500 ms')).p99 //=> 499.33 ms
 */
export function slowestOf<K extends string, U extends string>(
  calls: Calls<K>,
  each: Law<U>,
): Law<U> {
  return each.slowest(isLaw(calls) ? aboveNone(calls) : wholeOf('calls', calls))
}

/**
 * The share of requests of k calls that meet at least one call slower than the percentile p of single
 * calls: 1 − pᵏ.
 *
 * Source: J. Dean, L. A. Barroso, The Tail at Scale, Communications of the ACM 56 (2013).
 *
 * @example tailShare({ calls: 6, percentile: q('99 %') }) //=> 5.852 %
 * @example tailShare({ calls: q('100 servers'), percentile: 0.99 }) //=> 63.4 %
 */
export function tailShare<K extends string>(request: {
  calls: Calls<K>
  percentile: Share
}): Quantity<'1'> {
  const below = shareOf('percentile', request.percentile)
  // Of numbers drawn evenly between 0 and 1, a share p lies below p.
  const slowest = slowestOf(request.calls, law('0 to 1'))
  return ratio(1 - slowest.cdf(ratio(below)))
}

type AnyCalls = number | Quantity<string> | Law<string> | `Refused: ${string}`

const isLaw = (calls: AnyCalls): calls is Law<string> =>
  typeof calls === 'object' && 'quantile' in calls

function aboveNone(calls: Law<string>): Law<string> {
  wholeOf('the least number of calls', calls.min)
  return calls
}
