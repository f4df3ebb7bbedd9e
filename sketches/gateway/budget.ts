/** What retries and hedges may add to the load: each call earns a share of one, and a burst is kept in hand. */
export interface Budget {
  earn(): void
  /** Whether one more may go out. */
  take(): boolean
}

export function makeBudget(share: number | null, burst: number): Budget {
  if (share === null) return { earn() {}, take: () => true }
  let left = burst
  return {
    earn() {
      left = Math.min(burst, left + share)
    },
    take() {
      if (left < 1) return false
      left--
      return true
    },
  }
}
