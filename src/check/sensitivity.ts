import { type Computed, judge } from '../quantity/judge.ts'
import { isProblem } from '../quantity/problem.ts'
import type { Restatable } from './restated.ts'

/** Factors that stand for another machine, a bug, a bad day. */
const worldly = [0, 0.001, 0.1, 0.5, 2, 10, 1000]

/** Whether some input, or for measurements the world, could move the value out of what the statement accepts. */
export function flips(statement: Restatable): 'some' | 'never' | 'nothing-to-move' {
  const { seen, number } = statement
  if (seen.provenance === 'measured') return ofWorld(statement)
  if (seen.moves.length === 0) return withoutMoves(statement)
  if (!number) return 'some'
  const { computed } = number
  const mid = 'low' in computed ? computed.mid : computed.value
  const factors = seen.moves
    .flat()
    .map((value) => (value === null || mid === 0 ? null : value / mid))
  // A value that is no number any more, or that leaves zero, is moved enough.
  if (factors.includes(null)) return 'some'
  return byFactors(
    number,
    factors.filter((factor) => factor !== null),
  )
}

/** Each run shows what can come out: where a median is next to nothing, another run may not be. */
function ofWorld({ seen, number }: Restatable): 'some' | 'never' {
  if (!number) return 'some'
  const { stated, computed } = number
  const ran = seen.runs.flatMap(({ value, void: why }): Computed[] =>
    why === null && 'value' in value ? [{ unit: computed.unit, value: Number(value.value) }] : [],
  )
  const all = [computed, ...ran]
  // A nought is the least that can be, and tells nothing where another run is more.
  const more = all.filter((each) => !('value' in each) || each.value !== 0)
  const flipped = (more.length > 0 ? more : all).map((each) =>
    byFactors({ stated, computed: each }, worldly),
  )
  return flipped.includes('some') ? 'some' : 'never'
}

/** A truth may need a greater change than half or double to turn; a number that nothing moves rests on nothing. */
function withoutMoves({ seen, number }: Restatable): 'some' | 'never' | 'nothing-to-move' {
  if (seen.restsOnRecorded) return number ? byFactors(number, worldly) : 'some'
  return number ? 'nothing-to-move' : 'never'
}

/** No factor moves a nought: what would be worse than none is one. */
const awayFromZero = (computed: Computed): Computed =>
  'value' in computed && computed.value === 0
    ? {
        unit: computed.unit,
        value: 1,
        ...(computed.runs ? { runs: computed.runs.map(() => 1) } : {}),
      }
    : computed

function byFactors(
  { stated, computed }: NonNullable<Restatable['number']>,
  factors: number[],
): 'some' | 'never' {
  return factors.some((factor) => !holdsAt(stated, scaled(stated, awayFromZero(computed), factor)))
    ? 'some'
    : 'never'
}

function holdsAt(stated: NonNullable<Restatable['number']>['stated'], computed: Computed): boolean {
  const judged = judge(stated, computed)
  return !isProblem(judged) && judged.holds
}

/** A share stays a share, nothing of it is more than the whole; what is stated in times is a ratio, and none. */
function scaled({ text }: { text: string }, computed: Computed, factor: number): Computed {
  const isShare = computed.unit === '1' && !/×|\btimes\b/.test(text)
  const most =
    isShare && ('low' in computed ? computed.high : computed.value) <= 1
      ? 1
      : Number.POSITIVE_INFINITY
  const times = (value: number): number => Math.min(value * factor, most)
  if ('low' in computed)
    return {
      ...computed,
      low: times(computed.low),
      mid: times(computed.mid),
      high: times(computed.high),
    }
  return {
    ...computed,
    value: times(computed.value),
    ...(computed.runs ? { runs: computed.runs.map(times) } : {}),
  }
}
