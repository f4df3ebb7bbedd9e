import { findNumerals, type Numeral } from './numeral.ts'
import { Unreadable } from './problem.ts'

/** A text that states a number, taken apart. */
export interface Shape {
  readonly low: Numeral
  /** The same as `low` where one number is stated. */
  readonly high: Numeral
  readonly isRange: boolean
  /** The words before the number, without what opens a range. */
  readonly lead: string
  /** Behind the number. */
  readonly unit: string
  /** Behind the low end, where it has a unit of its own: `500 ms to 2 s`. */
  readonly lowUnit: string
}

/** `about 38 ops`, `between 2 and 10 services`, `2–10`, `500 ms to 2 s`. */
export function readShape(text: string): Shape {
  const [low, high, ...more] = findNumerals(text)
  if (!low) throw new Unreadable('stated-number-missing')
  const lead = text.slice(0, low.start)
  const last = high ?? low
  const words = ({ start, end }: Numeral): string => text.slice(start, end)
  const malformed = [low, last].find(({ value }) => Number.isNaN(value))
  if (malformed) throw new Unreadable('stated-number-malformed', words(malformed))
  const unit = text.slice(last.end).trim()
  if (!high) return { low, high: low, isRange: false, lead, unit, lowUnit: '' }
  const join = joinOf(lead, text.slice(low.end, high.start))
  if (!join || more.length > 0)
    throw new Unreadable('stated-numbers-many', words(low), words(more.at(-1) ?? high))
  return { low: inScaleOf(high, low, join.lowUnit), high, isRange: true, unit, ...join }
}

/** What joins the ends of a range: a dash, or `to`, or `and` behind `between`. */
function joinOf(lead: string, between: string): { lead: string; lowUnit: string } | null {
  const [, lowUnit = '', word = ''] = /^(.*?) ?([-–—]|\bto\b|\band\b) *$/.exec(between.trim()) ?? []
  const opening = /(?:^| )(between|from) *$/i.exec(lead)
  const opens = opening?.[1]?.toLowerCase()
  const isJoin = word === 'and' ? opens === 'between' : word === 'to' ? opens !== 'between' : !opens
  if (word === '' || !isJoin || (word === '-' && lowUnit !== '')) return null
  return { lead: lead.slice(0, opening?.index), lowUnit: lowUnit.trim() }
}

/** In `1 to 2 M` the scale of the last end is that of both. */
function inScaleOf({ scale }: Numeral, low: Numeral, lowUnit: string): Numeral {
  if (lowUnit !== '' || low.scale !== 1) return low
  return {
    ...low,
    scale,
    value: low.value * scale,
    place: low.place * scale,
    digit: low.digit * scale,
  }
}
