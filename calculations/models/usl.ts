import type { Quantity } from '../../src/quantity/quantity.ts'
import { type Count, plainOf, positiveOf, ratio, type Share, shareOf } from './amount.ts'
import { need, zeroOrMore } from './numeric/given.ts'
import {
  fitScalability,
  peakWorkers,
  type Scalability,
  throughputAt,
} from './numeric/scalability.ts'

/** The three coefficients of the Universal Scalability Law. */
export interface Coefficients<R extends string> {
  /** λ: the throughput of one worker. */
  single: Quantity<R>
  /** σ: the share of the work that is done by one worker at a time. */
  contention: Share
  /** κ: what it costs that workers must agree, for each pair of them. */
  coherency: Share
}

/** Throughput over workers. */
export class ScalabilityCurve<R extends string> {
  readonly single: Quantity<R>
  readonly contention: Quantity<'1'>
  readonly coherency: Quantity<'1'>
  readonly #plain: Scalability

  constructor(single: Quantity<R>, contention: number, coherency: number) {
    this.single = single
    this.contention = ratio(contention)
    this.coherency = ratio(coherency)
    this.#plain = { single: 1, contention, coherency }
  }

  /** Between two whole numbers as a rule; endless where workers need not agree. */
  get peakWorkers(): Quantity<'1'> {
    return ratio(peakWorkers(this.#plain))
  }

  /** At the peak; without one, what the throughput tends to. */
  get peakThroughput(): Quantity<R> {
    const peak = peakWorkers(this.#plain)
    const times = Number.isFinite(peak)
      ? throughputAt(this.#plain, peak)
      : 1 / this.#plain.contention
    return this.single.times(times)
  }

  at<S extends string>(workers: Count<S>): Quantity<R> {
    const number = plainOf(workers)
    need(number > 0, `workers is ${number}`, 'a number above 0')
    return this.single.times(throughputAt(this.#plain, number))
  }
}

/** A fit says how far it lies from what it was fitted to. */
export class FittedCurve<R extends string> extends ScalabilityCurve<R> {
  /** The share of the variance of the measured throughputs that the curve explains. */
  readonly rSquared: Quantity<'1'>
  /** The largest difference of a measurement from the curve, as a share of the measurement. */
  readonly largestDeviation: Quantity<'1'>

  constructor(curve: ScalabilityCurve<R>, measured: readonly Measured<R, string>[]) {
    super(curve.single, curve.contention.value, curve.coherency.value)
    const found = measured.map(({ throughput }) => throughput.value)
    const differences = measured.map((point) => {
      return point.throughput.value - curve.at(plainOf(point.workers)).value
    })
    const mean = found.reduce((sum, each) => sum + each, 0) / found.length
    const spread = found.reduce((sum, each) => sum + (each - mean) ** 2, 0)
    const left = differences.reduce((sum, each) => sum + each ** 2, 0)
    this.rSquared = ratio(spread > 0 ? 1 - left / spread : 1)
    this.largestDeviation = ratio(
      Math.max(...differences.map((each, i) => Math.abs(each) / (found[i] ?? 0))),
    )
  }
}

/**
 * The Universal Scalability Law: N workers do λN/(1 + σ(N − 1) + κN(N − 1)), at most where
 * N = √((1 − σ)/κ).
 *
 * Source: N. J. Gunther, Guerrilla Capacity Planning (2007), chapter 4.
 *
 * @example usl({ single: q('1 job/s'), contention: 0.02, coherency: 0.02 }).at(8) //=> 3.5398 jobs/s
 * @example usl({ single: q('1 job/s'), contention: 0.001, coherency: 0.00001 }).peakWorkers //=> 316.07
 */
export function usl<R extends string>(given: Coefficients<R>): ScalabilityCurve<R> {
  positiveOf('single', given.single)
  const contention = shareOf('contention', given.contention)
  const coherency = zeroOrMore('coherency', plainOf(given.coherency))
  return new ScalabilityCurve(given.single, contention, coherency)
}

/** So many workers were seen to do so much. */
export interface Measured<R extends string, S extends string> {
  workers: Count<S>
  throughput: Quantity<R>
}

/**
 * The Universal Scalability Law fitted to measured points, so that the sum of squared differences in
 * throughput is least, with σ ≥ 0 and κ ≥ 0. It takes at least three different numbers of workers.
 *
 * Source: N. J. Gunther, Guerrilla Capacity Planning (2007), chapter 5, with a non-linear fit in place
 * of the book's parabola.
 *
 * @example
 * fitUsl([
 *   { workers: 1, throughput: q('100 jobs/s') },
 *   { workers: 2, throughput: q('180 jobs/s') },
 *   { workers: 4, throughput: q('300 jobs/s') },
 * ]).contention //=> 11.11 %
 */
export function fitUsl<R extends string, S extends string>(
  measured: readonly Measured<R, S>[],
): FittedCurve<R> {
  const [first] = measured
  if (first === undefined) throw new Error('there are no points: at least 3 are needed')
  const points = measured.map(({ workers, throughput }) => ({
    workers: plainOf(workers),
    throughput: positiveOf('throughput', throughput),
  }))
  const { single, contention, coherency } = fitScalability(points)
  const one = first.throughput.per(first.throughput.value)
  const plain = measured.map((point) => ({ ...point, workers: plainOf(point.workers) }))
  return new FittedCurve(new ScalabilityCurve(one.times(single), contention, coherency), plain)
}
