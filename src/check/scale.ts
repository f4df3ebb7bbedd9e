import type { JudgedClaim } from '../evidence/verdicts.ts'
import type { Interval } from '../quantity/accepted.ts'
import { decide } from '../quantity/decide.ts'
import type { Computed } from '../quantity/judge.ts'
import { isProblem } from '../quantity/problem.ts'
import type { Stated } from '../quantity/stated.ts'

/** What is stated and what came out on one axis, in the canonical unit; null where they have no unit in common. */
export function scaleOf(stated: Stated, computed: Computed): JudgedClaim['scale'] {
  const decision = decide(stated, computed)
  const isUncertain = 'low' in computed
  const numbers = isUncertain ? [computed.low, computed.mid, computed.high] : [computed.value]
  if (isProblem(decision) || !numbers.every(Number.isFinite)) return null
  const { region, factor } = decision
  const { low, high } = region
  return {
    unit: computed.unit ?? '1',
    stated: stated.unit,
    perStated: factor,
    accepts: inNumbers(region.whole, factor),
    ends:
      isUncertain && stated.isRange
        ? { low: inNumbers(low, factor), high: inNumbers(high, factor) }
        : null,
    value: isUncertain ? computed.mid : computed.value,
    bounds: isUncertain ? { low: computed.low, high: computed.high } : null,
  }
}

const inNumbers = ({ low, high, open }: Interval, factor: number) => ({
  low: Number.isFinite(low) ? low * factor : null,
  high: Number.isFinite(high) ? high * factor : null,
  open: open ?? null,
})
