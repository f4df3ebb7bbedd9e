import type { Quantity } from '../../src/quantity/quantity.ts'
import { type Count, plainOf, ratio, type Share, shareOf, wholeOf } from './amount.ts'
import { zeroOrMore } from './numeric/given.ts'

export interface RetryPolicy<A extends string> {
  /** The probability that one attempt fails, whatever came before. */
  failure: Share
  /** How often a request is tried at most, the first attempt included. */
  attempts: Count<A>
  /** Retries are at most this share of first attempts; without it, all that `attempts` allows. */
  budget?: Share
  /** How many callers above each other retry like this; 1 unless said. */
  layers?: number
}

export interface Retried {
  /** The probability that a request succeeds in the end. */
  success: Quantity<'1'>
  /** The probability that it does not. */
  failure: Quantity<'1'>
  /** The mean number of attempts for a request: how many times the load there is. */
  amplification: Quantity<'1'>
  /** The same when every attempt fails, through all layers. */
  worstAmplification: Quantity<'1'>
}

/**
 * What retries win and what they cost. A request of n attempts, each failing with probability f,
 * succeeds with 1 − fⁿ and takes (1 − fⁿ)/(1 − f) attempts in the mean. A budget caps the attempts at
 * 1 + budget; since every success is one attempt that did not fail, success is then the attempts made
 * times 1 − f. When all fails, each layer multiplies the load by its attempts.
 *
 * Source: B. Beyer and others, Site Reliability Engineering (2016), chapters 21 (budget) and 22 (layers).
 *
 * @example retry({ failure: q('5 %'), attempts: 3 }).success //=> 99.9875 %
 * @example retry({ failure: q('5 %'), attempts: 3 }).amplification //=> 1.0525 ×
 * @example retry({ failure: q('50 %'), attempts: 3, budget: q('10 %') }).success //=> 55.0 %
 * @example retry({ failure: q('50 %'), attempts: 3, budget: q('10 %') }).worstAmplification //=> 1.1 ×
 * @example retry({ failure: q('5 %'), attempts: 4, layers: 3 }).worstAmplification //=> 64 ×
 */
export function retry<A extends string>(policy: RetryPolicy<A>): Retried {
  const fails = shareOf('failure', policy.failure)
  const attempts = wholeOf('attempts', policy.attempts)
  const layers = wholeOf('layers', policy.layers ?? 1)
  const cap = 1 + (policy.budget === undefined ? attempts - 1 : budgetOf(policy.budget))
  const wanted = meanAttempts(fails, attempts)
  const tried = Math.min(wanted, cap)
  const failed = tried < wanted ? 1 - tried * (1 - fails) : fails ** attempts
  return {
    success: ratio(1 - failed),
    failure: ratio(failed),
    amplification: ratio(tried),
    worstAmplification: ratio(Math.min(attempts, cap) ** layers),
  }
}

const budgetOf = (budget: Share): number => zeroOrMore('budget', plainOf(budget))

/** 1 + f + … + fⁿ⁻¹, which needs no division by 1 − f. */
function meanAttempts(fails: number, attempts: number): number {
  let sum = 0
  for (let n = 0; n < attempts; n++) sum = sum * fails + 1
  return sum
}
