import { type Accepted, accepted } from './accepted.ts'
import { fitUnit } from './fit-unit.ts'
import { holds } from './holds.ts'
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
  if (!('value' in computed) && !isRange && !refuted) return problemOf(text, 'stated-uncertain')
  const { factor } = fit
  const region = accepted(stated)
  return { holds: holds({ refuted, region, factor }, computed), region, factor }
}
