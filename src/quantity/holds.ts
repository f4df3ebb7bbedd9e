import { type Accepted, isInside } from './accepted.ts'
import type { Computed } from './judge.ts'

/** What a statement comes to once its words are read: what it accepts, and how it is compared. */
export interface Accepting {
  readonly refuted: boolean
  /** In the stated unit. */
  readonly region: Accepted
  /** How many of the value's unit one of the stated unit is. */
  readonly factor: number
}

/** The comparison itself, which needs no words: a reader's browser decides by it, too. */
export function holds({ refuted, region, factor }: Accepting, computed: Computed): boolean {
  const { whole, low, high } = region
  const isOne = 'value' in computed
  const seen = isOne ? [computed.value, ...(computed.runs ?? [])] : [computed.low, computed.high]
  const [first = Number.NaN, last = first] = seen.map((value) => value / factor)
  const isApart = isOne || last <= whole.low || first >= whole.high
  const isOutside = seen.every(
    (value) => Number.isFinite(value) && !isInside(value / factor, whole),
  )
  const isAccepted = isOne ? isInside(first, whole) : isInside(first, low) && isInside(last, high)
  return refuted ? isApart && isOutside : isAccepted
}
