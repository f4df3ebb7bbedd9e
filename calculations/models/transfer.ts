import { type Quantity, quantity } from '../../src/quantity/quantity.ts'
import { positiveOf, wholeOf } from './amount.ts'
import { zeroOrMore } from './numeric/given.ts'
import { stallSeconds } from './numeric/slow-start.ts'

export interface Transfer {
  size: Quantity<'B'>
  bandwidth: Quantity<'B/s'>
  /** From sending a byte to its arrival. */
  latency: Quantity<'s'>
}

/**
 * From sending the first byte to the arrival of the last, on a line that is used in full:
 * latency + size/bandwidth.
 *
 * Source: J. F. Kurose, K. W. Ross, Computer Networking (2001), chapter 1.
 *
 * @example transferTime({ size: q('5 MB'), bandwidth: q('100 Mbit/s'), latency: q('20 ms') }) //=> 420 ms
 */
export function transferTime({ size, bandwidth, latency }: Transfer): Quantity<'s'> {
  zeroOrMore('size', size.value)
  positiveOf('bandwidth', bandwidth)
  zeroOrMore('latency', latency.value)
  return latency.plus(size.per(bandwidth))
}

export interface SlowStartTransfer {
  size: Quantity<'B'>
  bandwidth: Quantity<'B/s'>
  roundTrip: Quantity<'s'>
  /** Round trips before the request: 0 on an open connection, 1 for TCP, 2 for TCP with TLS 1.3; 0 unless said. */
  setup?: number
  /** Segments that may be sent before the first acknowledgement; 10 unless said (RFC 6928). */
  initialSegments?: number
  /** What one packet carries; 1,460 B unless said. */
  segment?: Quantity<'B'>
}

/**
 * From sending a request over TCP to the last byte of its answer, when the connection has not sent
 * much yet: a round trip, the setup, size/bandwidth, and the pauses of slow start, in which the
 * sender waits for acknowledgements between windows that double. Without loss.
 *
 * Source: J. F. Kurose, K. W. Ross, Computer Networking (2001), chapter 3; RFC 6928 (2013) for the
 * first window.
 *
 * @example slowStartTime({ size: q('100 KB'), bandwidth: q('100 Mbit/s'), roundTrip: q('50 ms') }) //=> 154.73 ms
 * @example slowStartTime({ size: q('10 KB'), bandwidth: q('100 Mbit/s'), roundTrip: q('50 ms'), setup: 2 }) //=> 150.8 ms
 */
export function slowStartTime(transfer: SlowStartTransfer): Quantity<'s'> {
  const { size, bandwidth, roundTrip, setup = 0, initialSegments = 10 } = transfer
  const segment = transfer.segment ?? quantity(1460, 'B')
  const stalls = stallSeconds({
    size: zeroOrMore('size', size.value),
    bandwidth: positiveOf('bandwidth', bandwidth),
    roundTrip: positiveOf('roundTrip', roundTrip),
    window: wholeOf('initialSegments', initialSegments) * positiveOf('segment', segment),
    segment: segment.value,
  })
  const trips = roundTrip.times(1 + wholeOf('setup', setup, 0))
  return trips.plus(size.per(bandwidth)).plus(quantity(stalls, 's'))
}
