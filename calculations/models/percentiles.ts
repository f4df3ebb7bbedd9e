import type { Quantity } from '../../src/quantity/quantity.ts'
import { plainOf, type Share } from './amount.ts'
import { need } from './numeric/given.ts'

/** A time that varies from one to the next, known by its percentiles; each is computed when it is asked for. */
export class Percentiles {
  readonly #one: Quantity<'s'>
  readonly #timesAt: (share: number) => number

  /** `timesAt` counts in `one`. */
  constructor(one: Quantity<'s'>, timesAt: (share: number) => number) {
    this.#one = one
    this.#timesAt = timesAt
  }

  get p50(): Quantity<'s'> {
    return this.quantile(0.5)
  }

  get p90(): Quantity<'s'> {
    return this.quantile(0.9)
  }

  get p95(): Quantity<'s'> {
    return this.quantile(0.95)
  }

  get p99(): Quantity<'s'> {
    return this.quantile(0.99)
  }

  get p999(): Quantity<'s'> {
    return this.quantile(0.999)
  }

  /** The time that this share does not exceed. */
  quantile(share: Share): Quantity<'s'> {
    const below = plainOf(share)
    need(below >= 0 && below < 1, `the percentile is ${below}`, 'a share from 0 to below 1')
    return this.#one.times(this.#timesAt(below))
  }
}
