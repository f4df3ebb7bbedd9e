/** A connection that shows whether the other end is still there. */
export interface Pulse {
  /** Whether anything came since it was last asked. */
  wasHeard(): boolean
  ping(): void
  end(): void
}

export interface Heartbeat {
  watch(pulse: Pulse): void
  forget(pulse: Pulse): void
  close(): void
}

const slices = 20

/**
 * Pings every connection once in a while and ends those that gave no sign twice: a machine that loses its network
 * closes nothing. Spread over the interval, since all at once would be a wave that delays messages.
 */
export function startHeartbeat(intervalMs: number): Heartbeat {
  const rounds = Array.from({ length: slices }, () => new Map<Pulse, number>())
  let turn = 0

  function beat(): void {
    const round = rounds[turn++ % slices]
    for (const [pulse, missed] of round ?? []) {
      if (pulse.wasHeard()) round?.set(pulse, 0)
      else if (missed === 0) round?.set(pulse, 1)
      else {
        pulse.end()
        continue
      }
      pulse.ping()
    }
  }

  const timer = setInterval(beat, intervalMs / slices)
  let next = 0
  return {
    watch: (pulse) => void rounds[next++ % slices]?.set(pulse, 0),
    forget: (pulse) => {
      for (const round of rounds) if (round.delete(pulse)) return
    },
    close: () => clearInterval(timer),
  }
}
