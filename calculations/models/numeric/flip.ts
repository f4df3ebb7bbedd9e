/** The weights (sum 1) and, for each criterion, the scores of all options. */
export interface Weighing {
  weights: readonly number[]
  scores: readonly (readonly number[])[]
}

/** The nearest weight of a criterion at which `option` catches up with the winner. */
export interface Flip {
  weight: number
  option: number
}

export function totals({ weights, scores }: Weighing): number[] {
  const options = scores[0]?.length ?? 0
  return Array.from({ length: options }, (_, option) =>
    weights.reduce(
      (sum, weight, criterion) => sum + weight * scoreOf(scores, criterion, option),
      0,
    ),
  )
}

/**
 * How the weight of one criterion must move before another option wins, the other weights keeping
 * their proportions to each other. With weight w an option totals w·s + (1 − w)·r, where s is its
 * score here and r its total over the others; so it meets the winner where w·Δs = −(1 − w)·Δr.
 * Null where no other option wins at any weight from 0 to 1.
 */
export function nearestFlip(weighing: Weighing, criterion: number, winner: number): Flip | null {
  const now = weighing.weights[criterion] ?? 0
  const rest = totals({ ...weighing, weights: withoutCriterion(weighing.weights, criterion) })
  const flips = rest.flatMap((total, option) => {
    if (option === winner) return []
    const lead = (rest[winner] ?? 0) - total
    const here =
      scoreOf(weighing.scores, criterion, winner) - scoreOf(weighing.scores, criterion, option)
    return overtakes(lead, here) ? [{ weight: lead / (lead - here), option }] : []
  })
  return flips.reduce<Flip | null>(
    (best, flip) =>
      best === null || Math.abs(flip.weight - now) < Math.abs(best.weight - now) ? flip : best,
    null,
  )
}

/** The lead moves in a straight line from that at weight 0 to that at weight 1; what rounding leaves is none. */
const overtakes = (leadAtZero: number, leadAtOne: number): boolean =>
  Math.min(leadAtZero, leadAtOne) < -1e-12 * Math.max(leadAtZero, leadAtOne)

/** The other weights, renormalised to 1; where they are all zero, what is freed goes to them in equal parts. */
function withoutCriterion(weights: readonly number[], criterion: number): number[] {
  const others = weights.map((weight, index) => (index === criterion ? 0 : weight))
  const sum = others.reduce((a, b) => a + b, 0)
  if (sum > 0) return others.map((weight) => weight / sum)
  return weights.map((_, index) => (index === criterion ? 0 : 1 / (weights.length - 1)))
}

function scoreOf(scores: Weighing['scores'], criterion: number, option: number): number {
  const score = scores[criterion]?.[option]
  if (score === undefined) throw new Error(`criterion ${criterion} has no score ${option}`)
  return score
}
