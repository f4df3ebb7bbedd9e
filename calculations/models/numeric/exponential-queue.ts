import { erlangC } from './erlang.ts'
import { aboveZero } from './given.ts'

/** M/M/c in its steady state; times in the unit of `service`. */
export interface ExponentialQueue {
  servers: number
  service: number
  waits: number
  /** The rate at which a queue that has formed shortens: cμ − λ. */
  drain: number
}

export function exponentialQueue(servers: number, arrivals: number, service: number) {
  aboveZero('arrivals', arrivals)
  aboveZero('service', service)
  const load = arrivals * service
  const waits = erlangC(servers, load)
  return { servers, service, waits, drain: (servers - load) / service } satisfies ExponentialQueue
}

export const meanWait = ({ waits, drain }: ExponentialQueue): number => waits / drain

/** P(wait > t) = C · e^(−(cμ − λ)t), solved for t. */
export function waitQuantile({ waits, drain }: ExponentialQueue, share: number): number {
  return share <= 1 - waits ? 0 : Math.log(waits / (1 - share)) / drain
}

/**
 * P(wait + service > t): service alone for who does not wait, the sum of two exponential times for
 * who does. Written with expm1, so that rates which are (nearly) equal divide no zero by zero.
 */
export function stayBeyond({ service, waits, drain }: ExponentialQueue, time: number): number {
  const rate = 1 / service
  const gap = Math.abs(drain - rate)
  const slower = Math.exp(-Math.min(rate, drain) * time)
  // (e^(−rate·t) − e^(−drain·t)) / (drain − rate), which tends to t · e^(−rate·t) as the gap closes.
  const both = gap === 0 ? time * slower : (-Math.expm1(-gap * time) / gap) * slower
  return Math.exp(-rate * time) + waits * rate * both
}

/** By bisection: the tail falls steadily from one to zero. */
export function stayQuantile(queue: ExponentialQueue, share: number): number {
  let low = waitQuantile(queue, share)
  let high = low + queue.service
  while (stayBeyond(queue, high) > 1 - share) high *= 2
  for (;;) {
    const middle = (low + high) / 2
    if (middle <= low || middle >= high) return middle
    if (stayBeyond(queue, middle) > 1 - share) low = middle
    else high = middle
  }
}
