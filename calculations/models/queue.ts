import type { Quantity } from '../../src/quantity/quantity.ts'
import type { Times } from '../../src/quantity/unit-types.ts'
import { type Count, positiveOf, type Rate, ratio, wholeOf } from './amount.ts'
import {
  exponentialQueue,
  meanWait,
  stayQuantile,
  waitQuantile,
} from './numeric/exponential-queue.ts'
import { stable } from './numeric/given.ts'
import { Percentiles } from './percentiles.ts'

/** What comes in, and how long serving one of it takes in the mean. */
export interface Traffic<R extends Rate> {
  arrivals: Quantity<R>
  service: Quantity<'s'>
}

/** What every queue tells. */
export interface MeanQueue<R extends Rate> {
  /** The share of its time that a server is busy. */
  utilisation: Quantity<'1'>
  /** From arriving to the beginning of service. */
  meanWait: Quantity<'s'>
  /** From arriving to the end of service. */
  meanResponse: Quantity<'s'>
  /** The mean number that waits. */
  waiting: Quantity<Times<R, 's'>>
  /** The mean number that waits or is served. */
  present: Quantity<Times<R, 's'>>
}

export interface Queue<R extends Rate> extends MeanQueue<R> {
  /** The probability that an arrival finds every server busy. */
  waitProbability: Quantity<'1'>
  wait: Percentiles
  response: Percentiles
}

/**
 * Little's law: the mean number in a system is the rate at which things enter it times the mean time
 * that they stay, L = λW, whatever the distributions.
 *
 * Source: J. D. C. Little, A Proof for the Queuing Formula L = λW, Operations Research 9 (1961).
 *
 * @example little(q('375 ops/s'), q('100 ms')) //=> 37.5 ops
 */
export function little<R extends Rate>(
  arrivals: Quantity<R>,
  time: Quantity<'s'>,
): Quantity<Times<R, 's'>> {
  return arrivals.times(time)
}

/**
 * One server, arrivals at random (Poisson), exponential service times, room for all:
 * wait = ρ/(1 − ρ) of a service time, with the utilisation ρ = λ · service.
 *
 * Source: L. Kleinrock, Queueing Systems 1 (1975), chapter 3.
 *
 * @example mm1({ arrivals: q('24 customers/h'), service: q('2 min') }).present //=> 4 customers
 * @example mm1({ arrivals: q('24 customers/h'), service: q('2 min') }).meanResponse //=> 10 min
 */
export function mm1<R extends Rate>(traffic: Traffic<R>): Queue<R> {
  return mmc({ ...traffic, servers: 1 })
}

/**
 * c servers and one line before them, arrivals at random, exponential service times, room for all:
 * wait = C/(cμ − λ), where C is Erlang's probability to wait and μ the rate of one server.
 *
 * Source: L. Kleinrock, Queueing Systems 1 (1975), chapter 3.
 *
 * @example mmc({ arrivals: q('9 jobs/h'), service: q('12 min'), servers: 2 }).waiting //=> 7.674 jobs
 * @example mmc({ arrivals: q('8 ops/s'), service: q('1 s'), servers: 10 }).waitProbability //=> 40.918 %
 * @example mmc({ arrivals: q('8 ops/s'), service: q('1 s'), servers: 10 }).wait.p99 //=> 1.856 s
 */
export function mmc<R extends Rate, S extends string>(
  traffic: Traffic<R> & { servers: Count<S> },
): Queue<R> {
  const servers = wholeOf('servers', traffic.servers)
  const arrivals = positiveOf('arrivals', traffic.arrivals)
  const queue = exponentialQueue(servers, arrivals, positiveOf('service', traffic.service))
  const second = traffic.service.per(traffic.service.value)
  return {
    ...meansOf(traffic, { servers, wait: second.times(meanWait(queue)) }),
    waitProbability: ratio(queue.waits),
    wait: new Percentiles(second, (share) => waitQuantile(queue, share)),
    response: new Percentiles(second, (share) => stayQuantile(queue, share)),
  }
}

/**
 * One server, arrivals at random, service times that are all the same: half the wait of M/M/1,
 * ρ/(2(1 − ρ)) of a service time.
 *
 * Source: the formula of Pollaczek (1930) and Khinchin (1932); Kleinrock, Queueing Systems 1 (1975), chapter 5.
 *
 * @example md1({ arrivals: q('0.8 jobs/s'), service: q('1 s') }).meanWait //=> 2.0 s
 */
export function md1<R extends Rate>(traffic: Traffic<R>): MeanQueue<R> {
  const load = positiveOf('arrivals', traffic.arrivals) * positiveOf('service', traffic.service)
  const utilisation = stable(load, 1)
  const wait = traffic.service.times(utilisation / (2 * (1 - utilisation)))
  return meansOf(traffic, { servers: 1, wait })
}

/** What follows from the mean wait by Little's law, for a queue that turns nobody away. */
export function meansOf<R extends Rate>(
  { arrivals, service }: Traffic<R>,
  { servers, wait }: { servers: number; wait: Quantity<'s'> },
): MeanQueue<R> {
  const response = wait.plus(service)
  return {
    utilisation: ratio((arrivals.value * service.value) / servers),
    meanWait: wait,
    meanResponse: response,
    waiting: little(arrivals, wait),
    present: little(arrivals, response),
  }
}
