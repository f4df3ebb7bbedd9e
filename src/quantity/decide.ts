import { type Accepted, accepted, isInside } from './accepted.ts'
import { fitUnit } from './fit-unit.ts'
import type { Computed } from './judge.ts'
import { isProblem, type Problem, problemOf } from './problem.ts'
import type { Stated } from './stated.ts'

export interface Decision {
  readonly holds: boolean
  /** What would hold, in the stated unit. */
  readonly region: Accepted
  /** How many of the value's unit one of the stated unit is. */
  readonly factor: number
}

/** Whether what is stated holds for what came out: in CI, on the page and in the reader's browser alike. */
export function decide(stated: Stated, computed: Computed): Decision | Problem {
  const fit = fitUnit(stated, computed.unit)
  if (isProblem(fit)) return fit
  const { refuted, isRange, text } = stated
  const isOne = 'value' in computed
  if (!isOne && !isRange && !refuted) return problemOf(text, 'stated-uncertain')
  const { factor } = fit
  const region = accepted(stated)
  const { whole, low, high } = region
  const seen = isOne ? [computed.value, ...(computed.runs ?? [])] : [computed.low, computed.high]
  const [first = Number.NaN, last = first] = seen.map((value) => value / factor)
  const isApart = isOne || last <= whole.low || first >= whole.high
  const isOutside = seen.every(
    (value) => Number.isFinite(value) && !isInside(value / factor, whole),
  )
  const isAccepted = isOne ? isInside(first, whole) : isInside(first, low) && isInside(last, high)
  return { holds: refuted ? isApart && isOutside : isAccepted, region, factor }
}
