import type { Quantity } from '../../src/quantity/quantity.ts'
import type { Times } from '../../src/quantity/unit-types.ts'
import { type Count, positiveOf, type Rate, ratio, wholeOf } from './amount.ts'
import { finiteQueue } from './numeric/finite-queue.ts'
import type { MeanQueue, Traffic } from './queue.ts'

export interface LimitedQueue<R extends Rate> extends MeanQueue<R> {
  /** The probability that an arrival finds no place and is turned away. */
  lossProbability: Quantity<'1'>
  /** The probability that an arrival that is let in has to wait. */
  waitProbability: Quantity<'1'>
  /** The probability that nobody is there. */
  idleProbability: Quantity<'1'>
  /** What is let in, and so what is served. */
  throughput: Quantity<R>
}

/**
 * M/M/c/K: c servers and room for K in all, those being served included; who finds no place is turned
 * away. It settles even when it is overloaded. The waits are those of who is let in.
 *
 * Source: D. Gross, J. F. Shortle, J. M. Thompson, C. M. Harris, Fundamentals of Queueing Theory,
 * 4th edition (2008), chapter 2.
 *
 * @example
 * mmck({ arrivals: q('3 jobs/s'), service: q('500 ms'), servers: 2, places: 5 }).present //=> 2.0060 jobs
 * @example
 * mmck({ arrivals: q('3 jobs/s'), service: q('500 ms'), servers: 2, places: 5 }).meanWait //=> 230.86 ms
 */
export function mmck<R extends Rate, S extends string, P extends string>(
  traffic: Traffic<R> & { servers: Count<S>; places: Count<P> },
): LimitedQueue<R> {
  const { arrivals, service } = traffic
  const servers = wholeOf('servers', traffic.servers)
  const load = positiveOf('arrivals', arrivals) * positiveOf('service', service)
  const queue = finiteQueue(servers, wholeOf('places', traffic.places), load)
  const one: Quantity<Times<R, 's'>> = arrivals.times(service).per(load)
  const throughput = arrivals.times(queue.served / load)
  const wait = service.times(queue.waiting / queue.served)
  return {
    utilisation: ratio(queue.served / servers),
    lossProbability: ratio(queue.lost),
    waitProbability: ratio(queue.waits),
    idleProbability: ratio(queue.empty),
    throughput,
    meanWait: wait,
    meanResponse: wait.plus(service),
    waiting: one.times(queue.waiting),
    present: one.times(queue.waiting + queue.served),
  }
}
