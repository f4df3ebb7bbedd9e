import { type Quantity, quantity } from '../../src/quantity/quantity.ts'
import type { Per } from '../../src/quantity/unit-types.ts'
import { type Count, type Counted, positiveOf, wholeOf } from './amount.ts'
import { aboveZero } from './numeric/given.ts'

export interface Batch<J extends string, W extends string> {
  jobs: Quantity<J> & Counted<J>
  workers: Count<W>
  /** What one job takes one worker. */
  time: Quantity<'s'>
}

export interface Drain<J extends string> {
  /** Until the last job is done, each wave of jobs beginning when the one before is done. */
  inWaves: Quantity<'s'>
  /** The number of waves. */
  waves: Quantity<'wave'>
  /** Until all is done if jobs could be shared among workers: no schedule is faster. */
  divisible: Quantity<'s'>
  /** While all workers are busy. */
  throughput: Quantity<Per<J, 's'>>
}

/**
 * How long workers take for a batch of jobs that are all alike: ⌈jobs/workers⌉ waves of one job time,
 * and no less than jobs · time/workers.
 *
 * Source: R. L. Graham, Bounds on Multiprocessing Timing Anomalies, SIAM J. Appl. Math. 17 (1969), for
 * the bound.
 *
 * @example drain({ jobs: q('50 images'), workers: 16, time: q('6 s') }).inWaves //=> 24 s
 * @example drain({ jobs: q('50 images'), workers: 16, time: q('6 s') }).divisible //=> 18.75 s
 * @example drain({ jobs: q('50 images'), workers: 16, time: q('6 s') }).throughput //=> 2.667 images/s
 */
export function drain<J extends string, W extends string>(batch: Batch<J, W>): Drain<J> {
  const { jobs, time } = batch
  const workers = wholeOf('workers', batch.workers)
  const number = aboveZero('jobs', jobs.value)
  positiveOf('time', time)
  const waves = quantity(number / workers, 'waves').ceil()
  return {
    inWaves: time.times(waves.value),
    waves,
    divisible: time.times(number / workers),
    throughput: jobs.per(time).times(workers / number),
  }
}
