import type { Interval } from './accepted.ts'
import { isInside } from './accepted.ts'
import { type Decision, decide } from './decide.ts'
import { printNumber } from './print-number.ts'
import { isProblem, type Problem } from './problem.ts'
import type { Stated } from './stated.ts'

/** What came out, in its canonical unit; null is that of a plain number. */
export type Computed =
  | {
      readonly unit: string | null
      readonly value: number
      /** Each valid run, where the value is their median. */
      readonly runs?: readonly number[]
    }
  | {
      /** Between two bounds, where no member says which number is meant. */
      readonly unit: string | null
      readonly low: number
      readonly mid: number
      readonly high: number
    }

export interface Judgement {
  readonly holds: boolean
  /** `47.5 to 52.5 connections`. */
  readonly accepts: string
  /** `45 connections`: the value as the statement would write it. */
  readonly computed: string
  /** Both without the unit, for where they stand beside the statement. */
  readonly bare: { readonly accepts: string; readonly computed: string }
  /** A bound that is over ten times away says next to nothing. */
  readonly vacuous: boolean
}

/** Decides, and says what would have held and what came out, in the statement's own unit and style. */
export function judge(stated: Stated, computed: Computed): Judgement | Problem {
  const decision = decide(stated, computed)
  if (isProblem(decision)) return decision
  const { holds, region, factor } = decision
  const isUncertain = 'low' in computed
  // Ends with units of their own are no numbers without one.
  const ofEnds = (text: string): string => (stated.lowUnit === '' ? text : withUnit(stated, text))
  const bare = {
    accepts: ofEnds(describe(stated, region, isUncertain)),
    computed: ofEnds(
      isUncertain
        ? `${printLike(stated, computed.low / factor, region.low)} to ${printLike(stated, computed.high / factor, region.high)}`
        : printLike(stated, computed.value / factor, region.whole),
    ),
  }
  return {
    holds,
    accepts: stated.lowUnit === '' ? withUnit(stated, bare.accepts) : bare.accepts,
    computed: stated.lowUnit === '' ? withUnit(stated, bare.computed) : bare.computed,
    bare,
    vacuous: !isUncertain && isVacuous(stated, computed.value / factor),
  }
}

function isVacuous(stated: Stated, value: number): boolean {
  const { refuted, relation, tolerance, isRange, low, lowFactor, high } = stated
  const n = high.value
  if (refuted || value <= 0) return false
  if (n <= 0) return relation === 'atLeast'
  if (isRange) return n > 10 * value && value > 10 * low.value * lowFactor
  // A tolerance as large as the number takes anything down to nothing.
  if (tolerance) return (tolerance.share ? tolerance.size : tolerance.size / n) >= 1
  if (relation === 'below' || relation === 'atMost') return n > 10 * value
  return (relation === 'above' || relation === 'atLeast') && value > 10 * n
}

function describe(
  { refuted, isRange }: Stated,
  { whole, low, high }: Decision['region'],
  isUncertain: boolean,
): string {
  if (refuted) return `anything but ${describeInterval(whole)}`
  if (isUncertain && isRange)
    return `bounds of ${describeInterval(low)} and ${describeInterval(high)}`
  return describeInterval(whole)
}

/** `47.5 to 52.5`, `less than 50`, `at least 2`. */
function describeInterval({ low, high, open }: Interval): string {
  const [from, to] = [low, high].map((end) => printNumber(end, { digits: 12 }))
  if (low === Number.NEGATIVE_INFINITY) return `${open === 'high' ? 'less than' : 'at most'} ${to}`
  if (high === Number.POSITIVE_INFINITY)
    return `${open === 'low' ? 'more than' : 'at least'} ${from}`
  if (from === to) return `only ${from}`
  return `${open === 'low' ? 'more than ' : ''}${from} to ${open === 'high' ? 'less than ' : ''}${to}`
}

/** With the places of the statement; with more where these would mislead: another verdict, or a twentieth off. */
function printLike({ high: { place } }: Stated, value: number, region: Interval): string {
  const isTrue = (shown: number): boolean =>
    isInside(shown, region) === isInside(value, region) &&
    Math.abs(shown - value) <= Math.abs(value) / 20
  let decimals = Math.max(0, Math.round(-Math.log10(place)))
  while (decimals < 12 && !isTrue(Number(value.toFixed(decimals)))) decimals++
  return printNumber(value, { decimals })
}

/** The unit as the statement writes it, with its space or without. */
export function withUnit({ text, unit, high }: Stated, numbers: string): string {
  const isApart = unit !== '' && (/\s/.test(text.charAt(high.end)) || /^\p{L}{2}/u.test(unit))
  const priced =
    high.money === '' ? numbers : numbers.replace(/[\d−]/, (first) => high.money + first)
  return priced + (isApart ? ' ' : '') + unit
}
