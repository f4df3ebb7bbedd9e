import { readLaw } from '../quantity/law.ts'
import { readAmounts } from '../quantity/literal.ts'
import type { Nouns } from '../quantity/nouns.ts'
import { Scalar } from '../quantity/quantity.ts'
import { isRefusal, type Unit } from '../quantity/unit.ts'
import type { Bound } from './graph.ts'
import { isLaw } from './revive.ts'
import { isScalar, scalarOf } from './select.ts'
import type { JobInput, Value } from './value.ts'

/** A literal → the values that runs may give it. */
export function bindInput(
  input: JobInput,
  nouns: Nouns,
): Pick<Bound, 'low' | 'mid' | 'high' | 'isRange'> {
  if (input.kind === 'law') {
    const value = readLaw(input.text, nouns)
    if (isRefusal(value)) throw new Error(value)
    return { low: value, mid: value, high: value, isRange: false }
  }
  const reading = readAmounts(input.text, nouns)
  if (isRefusal(reading)) throw new Error(reading)
  const { low, mid, high, unit, kind } = reading
  return {
    low: inputOf(low, unit),
    mid: inputOf(mid, unit),
    high: inputOf(high, unit),
    isRange: kind === 'range',
  }
}

/** Every run is given the same objects, so that code which changes one would change the runs behind it. */
function inputOf(value: number, unit: Unit): Scalar {
  const scalar = new Scalar(value, unit)
  Object.freeze(scalar)
  return scalar
}

/** A value of a document's code → data. */
export function toValue(value: unknown): Value {
  if (isScalar(value)) {
    const number = scalarOf(value)
    // As data it would be null, and pass for a nought.
    if (!Number.isFinite(number)) return { kind: 'none', why: whyNot(number) }
    return typeof value === 'number'
      ? { kind: 'number', value }
      : { kind: 'quantity', value: number, unit: value.unit }
  }
  if (isLaw(value))
    return { kind: 'law', law: value.toJSON(), unit: value.mean.unit, text: String(value) }
  if (typeof value === 'function' || typeof value === 'symbol' || value === undefined)
    return { kind: 'none', why: `a ${typeof value} is no value that can be stated` }
  if (typeof value === 'bigint') return { kind: 'number', value: Number(value) }
  try {
    return { kind: 'json', json: plain(value) }
  } catch {
    return { kind: 'none', why: 'it holds something that JSON cannot' }
  }
}

/** A division by nothing, or a number that left what computers hold. */
export const whyNot = (number: number): string =>
  Number.isNaN(number) ? 'it is no number' : 'it is infinite'

/** Quantities inside of objects become `{ value, unit }` by their own `toJSON`; what JSON cannot hold is left out. */
function plain(value: unknown): unknown {
  const text = JSON.stringify(value, (_, each) =>
    typeof each === 'number' && !Number.isFinite(each) ? String(each) : each,
  )
  return text === undefined ? null : JSON.parse(text)
}
