import type { Law, LawRecord } from './law.ts'
import {
  type Atom,
  exponential,
  lognormal,
  recorded,
  rounded,
  type Shape,
  scaled,
  slowest,
  uniform,
  whole,
} from './law-shapes.ts'
import { printQuantity } from './print.ts'
import { type Quantity, Scalar } from './quantity.ts'
import type { Unit } from './unit.ts'

/** A shape as it is kept in a file. */
export type ShapeRecord =
  | {
      readonly kind: 'uniform' | 'whole' | 'lognormal'
      readonly low: number
      readonly high: number
    }
  | { readonly kind: 'exponential'; readonly mean: number }
  | {
      readonly kind: 'recorded'
      readonly values: readonly number[]
      readonly counts: readonly number[]
    }
  | { readonly kind: 'rounded'; readonly of: ShapeRecord }
  | {
      readonly kind: 'scaled'
      readonly of: ShapeRecord
      readonly factor: number
      readonly offset: number
    }
  | { readonly kind: 'slowest'; readonly of: ShapeRecord; readonly k: readonly Atom[] }

/** A law at work: a shape and its unit. */
export class Distribution implements Law<string> {
  readonly #unit: Unit
  readonly #record: ShapeRecord
  readonly #shape: Shape
  /** Kept, since runs of a document ask the same law for the same things. */
  #mean: Scalar | undefined
  #slowest: { k: unknown; law: Distribution } | undefined

  constructor(unit: Unit, record: ShapeRecord) {
    this.#unit = unit
    this.#record = record
    this.#shape = shapeOf(record)
  }

  get unit(): string {
    return this.#unit.name
  }

  get mean(): Scalar {
    this.#mean ??= this.#scalar(this.#shape.mean())
    return this.#mean
  }

  get min(): Scalar {
    return this.#scalar(this.#shape.min)
  }

  get max(): Scalar {
    return this.#scalar(this.#shape.max)
  }

  get p50(): Scalar {
    return this.quantile(0.5)
  }

  get p90(): Scalar {
    return this.quantile(0.9)
  }

  get p95(): Scalar {
    return this.quantile(0.95)
  }

  get p99(): Scalar {
    return this.quantile(0.99)
  }

  get p999(): Scalar {
    return this.quantile(0.999)
  }

  quantile(p: number): Scalar {
    return this.#scalar(this.#shape.quantile(p))
  }

  cdf(x: Quantity<string>): number {
    return this.#shape.cdf(this.#same(x).value)
  }

  sample(u: number): Scalar {
    return this.quantile(u)
  }

  times(by: number | Quantity<string>): Distribution {
    if (typeof by === 'number') return this.#scaled(by, this.#unit)
    return this.#scaled(by.value, this.#unit.times(Scalar.unitOf(by)))
  }

  per(by: number | Quantity<string>): Distribution {
    if (typeof by === 'number') return this.#scaled(1 / by, this.#unit)
    return this.#scaled(1 / by.value, this.#unit.per(Scalar.unitOf(by)))
  }

  plus(offset: Quantity<string>): Distribution {
    const { value } = this.#same(offset)
    const record = { kind: 'scaled', of: this.#record, factor: 1, offset: value } as const
    return new Distribution(this.#unit, record)
  }

  slowest(k: number | Quantity<string> | Law<string>): Distribution {
    if (this.#slowest?.k !== k) {
      const record = { kind: 'slowest', of: this.#record, k: atomsOf(k) } as const
      this.#slowest = { k, law: new Distribution(this.#unit, record) }
    }
    return this.#slowest.law
  }

  toString(): string {
    const print = ({ value }: Scalar): string => printQuantity(value, this.unit)
    const [low, high] = [this.quantile(0.05), this.quantile(0.95)].map(print)
    return `${low} to ${high} in nine of ten, mean ${print(this.mean)}`
  }

  toJSON(): LawRecord {
    return { unit: this.unit, law: this.#record }
  }

  /** Every value with its share; of a dense law, that of each of 512 equal slices. */
  atoms(): readonly Atom[] {
    const slices = 512
    return (
      this.#shape.atoms() ??
      Array.from(
        { length: slices },
        (_, place) => [this.#shape.quantile((place + 0.5) / slices), 1 / slices] as const,
      )
    )
  }

  #scalar(value: number): Scalar {
    return new Scalar(value, this.#unit)
  }

  #scaled(factor: number, unit: Unit): Distribution {
    if (!(factor > 0)) throw new Error('Refused: a law is multiplied by a number above zero')
    return new Distribution(unit, { kind: 'scaled', of: this.#record, factor, offset: 0 })
  }

  #same(other: Quantity<string>): Quantity<string> {
    if (Scalar.unitOf(other) !== this.#unit)
      throw new Error(`Refused: ${other} is not in ${this.unit}`)
    return other
  }
}

function shapeOf(record: ShapeRecord): Shape {
  switch (record.kind) {
    case 'uniform':
      return uniform(record.low, record.high)
    case 'whole':
      return whole(record.low, record.high)
    case 'lognormal':
      return lognormal(record.low, record.high)
    case 'exponential':
      return exponential(record.mean)
    case 'recorded':
      return recorded(record.values, record.counts)
    case 'rounded':
      return rounded(shapeOf(record.of))
    case 'scaled':
      return scaled(shapeOf(record.of), record.factor, record.offset)
    case 'slowest':
      return slowest(shapeOf(record.of), record.k)
  }
}

/** How many at once, with the share of each: a fixed number, or the values of a law. */
function atomsOf(k: number | Quantity<string> | Law<string>): readonly Atom[] {
  const atoms = k instanceof Distribution ? k.atoms() : [[numberOf(k), 1] as const]
  if (!atoms.every(([count]) => count > 0))
    throw new Error('Refused: the slowest of none, k must be above zero')
  return atoms
}

const numberOf = (k: number | Quantity<string> | Law<string>): number =>
  typeof k === 'number' ? k : 'value' in k ? k.value : Number.NaN
