import { Distribution, type ShapeRecord } from './distribution.ts'
import { type Reading, readAmounts } from './literal.ts'
import type { Asked, UnitOfLaw } from './literal-types.ts'
import { defaultNouns, type Nouns } from './nouns.ts'
import type { Quantity } from './quantity.ts'
import { isNoun, isRefusal, type Refusal, readUnit, type Unit, unitNamed } from './unit.ts'
import type { Per, Times, UnitOfBare } from './unit-types.ts'

/** What varies from event to event: a distribution, of which a run of a document sees one. */
export interface Law<out U> {
  readonly unit: U
  readonly mean: Quantity<U>
  readonly min: Quantity<U>
  readonly max: Quantity<U>
  readonly p50: Quantity<U>
  readonly p90: Quantity<U>
  readonly p95: Quantity<U>
  readonly p99: Quantity<U>
  readonly p999: Quantity<U>
  /** The value at or below which a share p of all lies. */
  quantile(p: number): Quantity<U>
  /** The share at or below x. */
  cdf(x: Quantity<U>): number
  times(factor: number): Law<U>
  times<V extends string>(other: Quantity<V>): Law<NoInfer<Times<U, V>>>
  per(divisor: number): Law<U>
  per<V extends string>(other: Quantity<V>): Law<NoInfer<Per<U, V>>>
  plus(offset: Quantity<U>): Law<U>
  /** The greatest of k values at once, as when an answer waits for all of k services; k may be a law itself. */
  slowest(k: number | Quantity<string> | Law<string>): Law<U>
  /** The value at the share u, for a u drawn evenly between 0 and 1. */
  sample(u: number): Quantity<U>
  toString(): string
  toJSON(): LawRecord
}

/** A law as it is kept in a file. Numbers are in the canonical unit. */
export interface LawRecord {
  readonly unit: string
  readonly law: ShapeRecord
}

/** `100 to 500 ms`, every value alike; `lognormal 5 to 20 ms`, nine of ten within; `exponential 20 ms`, its mean. */
export function law<const T extends string>(
  text: Asked<T, UnitOfLaw<T>>,
): Law<NoInfer<UnitOfLaw<T>>>
export function law(text: string): Law<string> {
  const found = readLaw(text, defaultNouns)
  if (isRefusal(found)) throw new Error(found)
  return found
}

/** A measured distribution: values with how often each was seen. */
export function recordedLaw<const T extends string>(
  values: readonly number[],
  unit: Asked<T, UnitOfBare<T>>,
  counts?: readonly number[],
): Law<NoInfer<UnitOfBare<T>>>
export function recordedLaw(
  values: readonly number[],
  text: string,
  counts: readonly number[] = values.map(() => 1),
): Law<string> {
  const measure = readUnit(text, defaultNouns)
  if (isRefusal(measure)) throw new Error(measure)
  const order = values.map((_, place) => place).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0))
  return new Distribution(measure.unit, {
    kind: 'recorded',
    values: order.map((place) => (values[place] ?? 0) * measure.factor),
    counts: order.map((place) => counts[place] ?? 0),
  })
}

/** What `toJSON` gave, as a law again. */
export function lawFromJSON(record: LawRecord): Law<string> {
  return new Distribution(unitNamed(record.unit), record.law)
}

/** The text of a `law('…')` → the law, or why there is none. */
export function readLaw(text: string, nouns: Nouns): Law<string> | Refusal {
  const [, kind = 'uniform', amounts = text] =
    /^(uniform|lognormal|exponential) (.*)$/.exec(text) ?? []
  const reading = readAmounts(amounts, nouns)
  if (isRefusal(reading)) return reading
  const shape = readShapeOf(kind, reading)
  if (isRefusal(shape)) return shape
  const { unit } = reading
  const isWhole = isCount(unit) && shape.kind !== 'whole'
  return new Distribution(unit, isWhole ? { kind: 'rounded', of: shape } : shape)
}

function readShapeOf(
  kind: string,
  { kind: extent, low, high, unit }: Reading,
): ShapeRecord | Refusal {
  if (kind === 'exponential') {
    if (extent === 'range') return 'Refused: an exponential law has one number, its mean'
    return low > 0 ? { kind, mean: low } : 'Refused: the mean of an exponential law is above zero'
  }
  if (extent === 'value') return 'Refused: a law has two ends, as in 100 to 500 ms'
  if (kind === 'lognormal')
    return low > 0 ? { kind, low, high } : 'Refused: a lognormal law begins above zero'
  if (!isCount(unit)) return { kind: 'uniform', low, high }
  const [first, last] = [Math.ceil(low), Math.floor(high)]
  return first <= last
    ? { kind: 'whole', low: first, high: last }
    : `Refused: no whole number of ${unit.name} lies between the ends`
}

/** A law of a plain count takes whole numbers only. */
const isCount = ({ name }: Unit): boolean => /^[A-Za-z-]+$/.test(name) && isNoun(name)
