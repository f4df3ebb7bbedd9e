import type { Quantity } from '../../src/quantity/quantity.ts'
import { type Count, plainOf, positiveOf, ratio, type Share, shareOf } from './amount.ts'
import { need, zeroOrMore } from './numeric/given.ts'

/**
 * Amdahl's law: how many times faster a task is when a share of it is done `factor` times faster and
 * the rest as before: 1/((1 − share) + share/factor).
 *
 * Source: G. M. Amdahl, Validity of the Single Processor Approach, AFIPS 30 (1967).
 *
 * @example amdahl(q('95 %'), 20) //=> 10.26 ×
 */
export function amdahl<F extends string>(share: Share, factor: Count<F>): Quantity<'1'> {
  const faster = shareOf('share', share)
  return ratio(1 / (1 - faster + faster / accelerationOf(factor)))
}

export interface Offload<F extends string> {
  /** What the task takes without help. */
  time: Quantity<'s'>
  /** The share of that time which can be handed over. */
  share: Share
  /** How many times faster that share is done there. */
  factor: Count<F>
  /** What handing over and getting back takes. */
  transfer: Quantity<'s'>
}

export interface Offloaded {
  time: Quantity<'s'>
  speedup: Quantity<'1'>
  /** What no factor can exceed. */
  limit: Quantity<'1'>
  /** How many times faster the share must be done there for the transfer to be won back; endless where it never is. */
  breakEven: Quantity<'1'>
}

/**
 * Amdahl's law with a transfer, as to a GPU or another machine:
 * time · (1 − share) + time · share/factor + transfer.
 *
 * Source: Amdahl (1967), with the transfer as a serial part of its own.
 *
 * @example offload({ time: q('6 s'), share: q('80 %'), factor: 20, transfer: q('300 ms') }).time //=> 1.74 s
 * @example offload({ time: q('6 s'), share: q('80 %'), factor: 20, transfer: q('300 ms') }).speedup //=> 3.448 ×
 * @example offload({ time: q('6 s'), share: q('80 %'), factor: 20, transfer: q('300 ms') }).limit //=> 4 ×
 * @example offload({ time: q('6 s'), share: q('80 %'), factor: 20, transfer: q('300 ms') }).breakEven //=> 1.067 ×
 */
export function offload<F extends string>({
  time,
  share,
  factor,
  transfer,
}: Offload<F>): Offloaded {
  const before = positiveOf('time', time)
  const moved = before * shareOf('share', share)
  const kept = before - moved + zeroOrMore('transfer', transfer.value)
  const after = kept + moved / accelerationOf(factor)
  const won = moved - transfer.value
  return {
    time: time.times(after / before),
    speedup: ratio(before / after),
    limit: ratio(before / kept),
    breakEven: ratio(won > 0 ? moved / won : Number.POSITIVE_INFINITY),
  }
}

function accelerationOf<F extends string>(factor: Count<F>): number {
  const value = plainOf(factor)
  need(value > 0, `factor is ${value}`, 'a number above 0')
  return value
}
