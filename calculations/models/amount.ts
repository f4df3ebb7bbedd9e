import { type Quantity, quantity } from '../../src/quantity/quantity.ts'
import { need, shareOfOne, wholeNumber } from './numeric/given.ts'

/** So many a second: `request/s`, `op/client/s`, `B/s`. */
export type Rate = `${string}/s` | `${string}/s/${string}`

/** A share or another plain ratio: `q('20 %')` or `0.2`. */
export type Share = number | Quantity<'1'>

type NoCount = 's' | 'B' | 'EUR' | 'USD' | 'GBP' | `${string}/${string}` | `${string}·${string}`

/** So many of something: `45` or `q('45 connections')`, but no time, size, price or rate. */
export type Count<S extends string> = number | Counted<S>

/** The same with its unit: `q('45 connections')`, or what else counts in S. */
export type Counted<S extends string, T = Quantity<S>> = S extends NoCount
  ? `Refused: ${S} is not a count`
  : T

/** What the types refuse never gets here from checked code. */
type Given = number | Quantity<string> | `Refused: ${string}`

export function plainOf(given: Given): number {
  if (typeof given === 'string') throw new Error(given)
  return typeof given === 'number' ? given : given.value
}

/** A count without its unit, where arithmetic may have left it a little beside a whole number. */
export function wholeOf(name: string, given: Given, least = 1): number {
  const value = plainOf(given)
  const nearest = Math.round(value)
  return wholeNumber(name, Math.abs(value - nearest) < 1e-9 * nearest ? nearest : value, least)
}

export const shareOf = (name: string, given: Share): number => shareOfOne(name, plainOf(given))

const one = quantity(1, '1')

export const ratio = (value: number): Quantity<'1'> => one.times(value)

/** The value of a quantity that must lie above zero; the message shows it in its canonical unit. */
export function positiveOf(name: string, given: Quantity<string>): number {
  const { value, unit } = given
  need(
    value > 0 && Number.isFinite(value),
    `${name} is ${value} ${unit}`,
    'a finite amount above 0',
  )
  return value
}
