import { isLike, likeness } from './likeness.ts'
import { readAmounts } from './literal.ts'
import type { Asked, UnitOf } from './literal-types.ts'
import { defaultNouns } from './nouns.ts'
import { isRefusal, type Measure, readUnit, type Unit } from './unit.ts'
import type { Per, Refusal, Times, UnitOfBare } from './unit-types.ts'

/** One number with its unit. Ranges do not exist here: in one run of a document each input is one number. */
export interface Quantity<out U> {
  /** In the canonical unit: seconds, bytes, counts. */
  readonly value: number
  readonly unit: U
  plus(other: Quantity<U>): Quantity<U>
  minus(other: Quantity<U>): Quantity<U>
  times(factor: number): Quantity<U>
  times<V extends string>(other: Quantity<V>): Quantity<NoInfer<Times<U, V>>>
  per(divisor: number): Quantity<U>
  per<V extends string>(other: Quantity<V>): Quantity<NoInfer<Per<U, V>>>
  /** Up to the next multiple of the step, which counts in the canonical unit. */
  ceil(step?: number): Quantity<U>
  floor(step?: number): Quantity<U>
  round(step?: number): Quantity<U>
  max(other: Quantity<U>): Quantity<U>
  min(other: Quantity<U>): Quantity<U>
  below(other: Quantity<U>): boolean
  above(other: Quantity<U>): boolean
  atMost(other: Quantity<U>): boolean
  atLeast(other: Quantity<U>): boolean
  /** The number in a unit of the same dimension: `q('2 s').in('ms')` is 2,000. */
  in<const T extends string>(unit: Same<T, U, UnitOfBare<T>>): number
  /** `37.5 op`: six digits and the canonical unit. */
  toString(): string
  toJSON(): { value: number; unit: U }
  /** Text in a template; refuses `a < b`, which would not look at units. */
  [Symbol.toPrimitive](hint: string): string
}

/** The text where its unit V is U, else what is wrong with it. */
type Same<T, U, V> = V extends Refusal
  ? Asked<T, V>
  : [V] extends [U]
    ? T
    : `Refused: ${T & string} is not a unit of ${U & string}`

/** A number computed elsewhere with its unit: `quantity(38, 'ops')`. */
export function quantity<const T extends string>(
  value: number,
  unit: Asked<T, UnitOfBare<T>>,
): Quantity<NoInfer<UnitOfBare<T>>>
export function quantity(value: number, text: string): Quantity<string> {
  const { factor, unit } = measureOf(text)
  return new Scalar(value * factor, unit)
}

function measureOf(text: string): Measure {
  const measure = readUnit(text, defaultNouns)
  if (isRefusal(measure)) throw new Error(measure)
  return measure
}

/** A literal as a quantity; of a range, its middle. In a document's run the literal is bound to its input instead. */
export function q<const T extends string>(text: Asked<T, UnitOf<T>>): Quantity<NoInfer<UnitOf<T>>>
export function q(text: string): Quantity<string> {
  const reading = readAmounts(text, defaultNouns)
  if (isRefusal(reading)) throw new Error(reading)
  return new Scalar(reading.mid, reading.unit)
}

export class Scalar implements Quantity<string> {
  readonly value: number
  readonly #unit: Unit

  constructor(value: number, unit: Unit) {
    this.value = value
    this.#unit = unit
  }

  get unit(): string {
    return this.#unit.name
  }

  plus(other: Quantity<string>): Scalar {
    return new Scalar(this.value + this.#same(other).value, this.#unit)
  }

  minus(other: Quantity<string>): Scalar {
    return new Scalar(this.value - this.#same(other).value, this.#unit)
  }

  times(other: number | Quantity<string>): Scalar {
    if (typeof other === 'number') return new Scalar(this.value * other, this.#unit)
    return new Scalar(this.value * other.value, this.#unit.times(unitOf(other)))
  }

  per(other: number | Quantity<string>): Scalar {
    if (typeof other === 'number') return new Scalar(this.value / other, this.#unit)
    return new Scalar(this.value / other.value, this.#unit.per(unitOf(other)))
  }

  ceil(step = 1): Scalar {
    const steps = this.value / step
    return new Scalar(Math.ceil(steps - Math.abs(steps) * likeness) * step, this.#unit)
  }

  floor(step = 1): Scalar {
    const steps = this.value / step
    return new Scalar(Math.floor(steps + Math.abs(steps) * likeness) * step, this.#unit)
  }

  round(step = 1): Scalar {
    return new Scalar(Math.round(this.value / step) * step, this.#unit)
  }

  max(other: Quantity<string>): Scalar {
    return new Scalar(Math.max(this.value, this.#same(other).value), this.#unit)
  }

  min(other: Quantity<string>): Scalar {
    return new Scalar(Math.min(this.value, this.#same(other).value), this.#unit)
  }

  below(other: Quantity<string>): boolean {
    return this.#beyond(other) < 0
  }

  above(other: Quantity<string>): boolean {
    return this.#beyond(other) > 0
  }

  atMost(other: Quantity<string>): boolean {
    return this.#beyond(other) <= 0
  }

  atLeast(other: Quantity<string>): boolean {
    return this.#beyond(other) >= 0
  }

  in(text: string): number {
    const { factor, unit } = measureOf(text)
    if (unit !== this.#unit) throw new Error(`Refused: ${text} is not a unit of ${this.unit}`)
    return this.value / factor
  }

  toString(): string {
    return `${Number(this.value.toPrecision(6))} ${this.unit}`.replace(/ 1$/, '')
  }

  toJSON(): { value: number; unit: string } {
    return { value: this.value, unit: this.unit }
  }

  [Symbol.toPrimitive](hint: string): string {
    if (hint !== 'number') return this.toString()
    throw new Error(`Refused: ${this} has a unit, use below or above`)
  }

  #same(other: Quantity<string>): Quantity<string> {
    if (unitOf(other) !== this.#unit) {
      throw new Error(`Refused: ${other} is not in ${this.unit}`)
    }
    return other
  }

  #beyond(other: Quantity<string>): number {
    return isLike(this.value, this.#same(other).value) ? 0 : this.value - other.value
  }

  static unitOf(of: Quantity<string>): Unit {
    if (#unit in of) return of.#unit
    throw new Error('Refused: a quantity is expected')
  }
}

const unitOf = Scalar.unitOf
