import type { Bound } from '../graph/graph.ts'
import { isScalar, scalarOf, type Target } from '../graph/select.ts'
import type { Survey } from '../graph/survey.ts'
import type { Value } from '../graph/value.ts'
import { decide } from '../quantity/decide.ts'
import { holds } from '../quantity/holds.ts'
import type { Computed } from '../quantity/judge.ts'
import type { Nouns } from '../quantity/nouns.ts'
import { isProblem } from '../quantity/problem.ts'
import { readStated } from '../quantity/stated.ts'
import type { StatedWant } from './job.ts'

/** Beyond so many corners of the other ranges it would be the check that takes long. */
const mostOthers = 4
/** Four doublings reach 16 times; so many halvings name the place to seven digits. */
const reach = { powers: 4, halvings: 26 }

interface Asked {
  explorer: Survey
  target: Target
  stated: StatedWant
  value: Value
  /** The inputs that move the value. */
  rests: Bound[]
  nouns: Nouns
}

/** Where an input, all others as the claim takes them, carries the value out of what is stated of it. */
export function breaksOf(asked: Asked): { bound: Bound; factor: number; value: unknown }[] {
  const { explorer, target, rests, value } = asked
  const { selector } = target
  if (selector === 'belief' || selector === 'mean' || selector === 'tipping') return []
  if (value.kind !== 'quantity' && value.kind !== 'number') return []
  const unit = value.kind === 'quantity' ? value.unit : null
  const ranges = selector === 'mid' ? [] : rests.filter(({ isRange }) => isRange)
  const accepts = acceptsOf(asked, unit, ranges.length > 0 && selector === null)
  if (accepts === null) return []
  return rests.flatMap((bound) => {
    const others = ranges.filter((each) => each !== bound)
    if (others.length > mostOthers) return []
    const holdsNow = (): boolean | undefined => {
      const ends = endsWith(explorer, target, others)
      if (ends === null) return undefined
      const isBoth = selector === null && others.length > 0
      const one = selector === 'low' ? ends.low : ends.high
      return accepts(isBoth ? { unit, mid: one, ...ends } : { unit, value: one })
    }
    if (holdsNow() !== true) return []
    const found = explorer.turning(bound, holdsNow, { ...reach, mostFactor: mostFactorOf(bound) })
    return found ? [{ bound, ...found }] : []
  })
}

/** Null outside of what the code can work with. */
function endsWith(
  explorer: Survey,
  target: Target,
  ranges: Bound[],
): { low: number; high: number } | null {
  try {
    const [low = Number.NaN, high = Number.NaN] = explorer.extremes([target], ranges)[0] ?? []
    return Number.isFinite(high - low) ? { low, high } : null
  } catch {
    return null
  }
}

/** Decides as the check does; null where the number only follows, or where nothing holds that could break. */
function acceptsOf(
  { stated: { text, around }, value, nouns }: Asked,
  unit: string | null,
  isUncertain: boolean,
): ((computed: Computed) => boolean) | null {
  const stated = readStated(text, { ...around, nouns })
  if (isProblem(stated) || (value.kind !== 'quantity' && value.kind !== 'number')) return null
  const { relation, refuted, isRange } = stated
  const isValue = relation === 'equal' || relation === 'about'
  if (!refuted && isValue && isRange === isUncertain) return null
  const decision = decide(stated, { unit, value: value.value })
  if (isProblem(decision)) return null
  return (computed) => holds({ refuted, ...decision }, computed)
}

/** A share stays a share: up to the whole. */
const mostFactorOf = ({ mid }: Bound): number =>
  isScalar(mid) && typeof mid === 'object' && mid.unit === '1' && scalarOf(mid) <= 1
    ? 1 / Math.max(scalarOf(mid), 0)
    : Number.POSITIVE_INFINITY
