/** Lets through so many events a second in the long run, and twice as many at once. */
export function allowance(perSecondMax: number): () => boolean {
  const burst = perSecondMax * 2
  let left = burst
  let asOfMs = performance.now()
  return () => {
    const now = performance.now()
    left = Math.min(burst, left + ((now - asOfMs) / 1000) * perSecondMax)
    asOfMs = now
    if (left < 1) return false
    left--
    return true
  }
}
