export interface SlowStart {
  /** Bytes. */
  size: number
  /** Bytes a second. */
  bandwidth: number
  /** Seconds. */
  roundTrip: number
  /** Bytes that may be sent before the first acknowledgement. */
  window: number
  /** Bytes of one segment. */
  segment: number
}

/**
 * The seconds that a sender stands still in slow start: it sends a window, waits until the
 * acknowledgement of its first segment is back, sends a window of twice the size, and no longer
 * waits once sending a window takes longer than that.
 */
export function stallSeconds({ size, bandwidth, roundTrip, window, segment }: SlowStart): number {
  let seconds = 0
  let sent = 0
  for (let next = window; sent + next < size; next *= 2) {
    const stall = segment / bandwidth + roundTrip - next / bandwidth
    if (stall <= 0) break
    seconds += stall
    sent += next
  }
  return seconds
}
