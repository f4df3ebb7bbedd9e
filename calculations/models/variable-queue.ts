import { type Count, plainOf, positiveOf, type Rate, type Share, wholeOf } from './amount.ts'
import { erlangC } from './numeric/erlang.ts'
import { stable, zeroOrMore } from './numeric/given.ts'
import { type MeanQueue, meansOf, type Traffic } from './queue.ts'

/** Standard deviation over mean: 0 where all are the same, 1 for exponential times and random arrivals. */
export interface Variation {
  /** Of the times between arrivals. */
  arrivalVariation: Share
  /** Of the service times. */
  serviceVariation: Share
}

/**
 * Kingman's approximation for one server with any arrivals and any service times (G/G/1):
 * wait = ρ/(1 − ρ) · (a² + s²)/2 of a service time, where a and s are the coefficients of variation.
 * Close when the server is busy; exact for random arrivals (a = 1).
 *
 * Source: J. F. C. Kingman, The Single Server Queue in Heavy Traffic, Proc. Cambridge Phil. Soc. 57 (1961).
 *
 * @example
 * kingman({
 *   arrivals: q('0.8 jobs/s'),
 *   service: q('1 s'),
 *   arrivalVariation: 1,
 *   serviceVariation: 0,
 * }).meanWait //=> 2.0 s
 */
export function kingman<R extends Rate>(traffic: Traffic<R> & Variation): MeanQueue<R> {
  const load = positiveOf('arrivals', traffic.arrivals) * positiveOf('service', traffic.service)
  const utilisation = stable(load, 1)
  const factor = (utilisation / (1 - utilisation)) * variability(traffic)
  return meansOf(traffic, { servers: 1, wait: traffic.service.times(factor) })
}

/**
 * The approximation of Allen and Cunneen for c servers with any arrivals and any service times
 * (G/G/c): the wait of M/M/c times (a² + s²)/2.
 *
 * Source: A. O. Allen, Probability, Statistics, and Queueing Theory, 2nd edition (1990), chapter 5.
 *
 * @example
 * allenCunneen({
 *   arrivals: q('8 ops/s'),
 *   service: q('1 s'),
 *   servers: 10,
 *   arrivalVariation: 1,
 *   serviceVariation: 0.5,
 * }).meanWait //=> 127.87 ms
 */
export function allenCunneen<R extends Rate, S extends string>(
  traffic: Traffic<R> & Variation & { servers: Count<S> },
): MeanQueue<R> {
  const servers = wholeOf('servers', traffic.servers)
  const load = positiveOf('arrivals', traffic.arrivals) * positiveOf('service', traffic.service)
  const factor = (erlangC(servers, load) / (servers - load)) * variability(traffic)
  return meansOf(traffic, { servers, wait: traffic.service.times(factor) })
}

function variability({ arrivalVariation, serviceVariation }: Variation): number {
  const arrivals = zeroOrMore('arrivalVariation', plainOf(arrivalVariation))
  const service = zeroOrMore('serviceVariation', plainOf(serviceVariation))
  return (arrivals ** 2 + service ** 2) / 2
}
