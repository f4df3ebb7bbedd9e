import { type Quantity, quantity } from '../../src/quantity/quantity.ts'
import { type Count, ratio, type Share, shareOf, wholeOf } from './amount.ts'

/**
 * What needs all of its parts is up when all of them are: the product of their availabilities, if
 * they fail independently.
 *
 * Source: R. E. Barlow, F. Proschan, Mathematical Theory of Reliability (1965), chapter 1.
 *
 * @example inSeries(q('99.9 %'), q('99.95 %'), q('99 %')) //=> 98.85 %
 */
export function inSeries(...parts: Share[]): Quantity<'1'> {
  return ratio(parts.reduce<number>((up, part) => up * availabilityOf(part), 1))
}

/**
 * `inSeries` of as many parts that are alike.
 *
 * Source: Barlow and Proschan (1965), chapter 1.
 *
 * @example allOf(6, q('99.9 %')) //=> 99.4015 %
 */
export function allOf<S extends string>(count: Count<S>, part: Share): Quantity<'1'> {
  return ratio(availabilityOf(part) ** wholeOf('count', count))
}

/**
 * What needs any one of its parts is down only when all of them are: 1 − (1 − a)(1 − b)…, if they
 * fail independently.
 *
 * Source: Barlow and Proschan (1965), chapter 1.
 *
 * @example inParallel(q('99 %'), q('95 %')) //=> 99.95 %
 */
export function inParallel(...parts: Share[]): Quantity<'1'> {
  return ratio(1 - parts.reduce<number>((down, part) => down * (1 - availabilityOf(part)), 1))
}

/**
 * `inParallel` of as many parts that are alike.
 *
 * Source: Barlow and Proschan (1965), chapter 1.
 *
 * @example anyOf(2, q('99 %')) //=> 99.99 %
 */
export function anyOf<S extends string>(count: Count<S>, part: Share): Quantity<'1'> {
  return ratio(1 - (1 - availabilityOf(part)) ** wholeOf('count', count))
}

/**
 * How long something is down in a year of 365 days.
 *
 * Source: the definition; B. Beyer and others, Site Reliability Engineering (2016), appendix A.
 *
 * @example downtimePerYear(q('99 %')) //=> 3.65 days
 * @example downtimePerYear(q('99.9 %')) //=> 8.76 h
 * @example downtimePerYear(q('99.99 %')) //=> 52.56 min
 */
export function downtimePerYear(availability: Share): Quantity<'s'> {
  return quantity(365 * (1 - availabilityOf(availability)), 'days')
}

const availabilityOf = (part: Share): number => shareOf('availability', part)
