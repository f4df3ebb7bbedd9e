import type { Quantity } from '../../src/quantity/quantity.ts'
import { plainOf, ratio, type Share, shareOf } from './amount.ts'
import { nearestFlip, totals, type Weighing } from './numeric/flip.ts'
import { need } from './numeric/given.ts'

/** A row of the matrix: one score for each option, in their order. */
export interface Criterion<Options extends readonly string[], C extends string> {
  criterion: C
  weight: Share
  scores: { readonly [Place in keyof Options]: Share }
}

/** How the weight of a criterion must move before another option is level with the chosen one. */
export interface Flip<O extends string> {
  /** The weight at which that is so, the other weights keeping their proportions. */
  weight: Quantity<'1'>
  /** How far that is from the weight as it stands, up or down. */
  distance: Quantity<'1'>
  /** The option that wins beyond it. */
  option: O
}

export interface Decision<O extends string, C extends string> {
  /** The option with the highest total; of equals, the first. */
  winner: O
  runnerUp: O
  /** The winner's total less that of the next, on the scale of the scores. */
  margin: Quantity<'1'>
  /** The weighted mean of an option's scores. */
  totals: Record<O, Quantity<'1'>>
  /** For each criterion; null where no weight of it changes the winner. */
  flips: Record<C, Flip<O> | null>
  /** The nearest of the flips; null where none of them is possible. */
  flip: (Flip<O> & { criterion: C }) | null
}

/**
 * A weighted decision: each option totals the sum of weight · score, the highest wins. Its flip
 * distances say how far a single weight must move, the others being renormalised, before another wins.
 *
 * Source: P. C. Fishburn, Additive Utilities with Incomplete Product Sets, Operations Research 15 (1967);
 * E. Triantaphyllou, A. Sánchez, A Sensitivity Analysis Approach for Some Deterministic Multi-Criteria
 * Decision-Making Methods, Decision Sciences 28 (1997), for the distance.
 *
 * @example
 * decide(['own', 'rented'], [
 *   { criterion: 'cost', weight: q('60 %'), scores: [5, 3] },
 *   { criterion: 'speed', weight: q('40 %'), scores: [2, 4] },
 * ]).margin //=> 0.40
 * @example
 * decide(['own', 'rented'], [
 *   { criterion: 'cost', weight: q('60 %'), scores: [5, 3] },
 *   { criterion: 'speed', weight: q('40 %'), scores: [2, 4] },
 * ]).flips.cost?.distance //=> 10 %
 */
export function decide<const Options extends readonly string[], const C extends string>(
  options: Options,
  criteria: readonly Criterion<Options, C>[],
): Decision<Options[number], C> {
  const weighing = weighingOf(options, criteria)
  const sums = totals(weighing)
  const ranked = [...sums.keys()].sort((a, b) => lead(sums, b, a) || a - b)
  const [winner = 0, runnerUp = 0] = ranked
  const named = (place: number): Options[number] => options[place] ?? ''
  const flips = criteria.map(({ criterion }, row) => {
    const found = nearestFlip(weighing, row, winner)
    if (found === null) return { criterion, flip: null }
    const distance = Math.abs(found.weight - (weighing.weights[row] ?? 0))
    const [weight, far] = [ratio(found.weight), ratio(distance)]
    return { criterion, flip: { weight, distance: far, option: named(found.option) } }
  })
  return {
    winner: named(winner),
    runnerUp: named(runnerUp),
    margin: ratio(lead(sums, winner, runnerUp)),
    totals: record(options.map((option, place) => [option, ratio(sums[place] ?? 0)])),
    flips: record(flips.map(({ criterion, flip }) => [criterion, flip])),
    flip: nearest(flips),
  }
}

/** By how much one total exceeds another; what rounding leaves between equals is no lead. */
function lead(sums: readonly number[], place: number, other: number): number {
  const [a = 0, b = 0] = [sums[place], sums[other]]
  return Math.abs(a - b) <= 1e-12 * Math.max(Math.abs(a), Math.abs(b)) ? 0 : a - b
}

function weighingOf<const Options extends readonly string[], const C extends string>(
  options: Options,
  criteria: readonly Criterion<Options, C>[],
): Weighing {
  need(options.length >= 2, `the number of options is ${options.length}`, 'at least 2')
  need(criteria.length >= 2, `the number of criteria is ${criteria.length}`, 'at least 2')
  refuseTwice(options)
  refuseTwice(criteria.map(({ criterion }) => criterion))
  const weights = criteria.map(({ criterion, weight }) =>
    shareOf(`the weight of ${criterion}`, weight),
  )
  const sum = weights.reduce((a, b) => a + b, 0)
  const percent = Number((sum * 100).toPrecision(6))
  need(Math.abs(sum - 1) < 1e-9, `weights sum to ${percent} %`, 'a sum of 100 %')
  const scores = criteria.map(({ criterion, scores }) => {
    const row = scores.map((score) => plainOf(score))
    const seen = `${criterion} has ${row.length} scores`
    need(row.length === options.length, seen, `one for each of the ${options.length} options`)
    need(row.every(Number.isFinite), `${criterion} has the scores ${row}`, 'a number for each')
    return row
  })
  return { weights, scores }
}

function refuseTwice(names: readonly string[]): void {
  const twice = names.find((name, place) => names.indexOf(name) < place)
  need(twice === undefined, `${twice} stands twice`, 'a name of its own for each')
}

interface Row<O extends string, C extends string> {
  criterion: C
  flip: Flip<O> | null
}

function nearest<O extends string, C extends string>(
  rows: readonly Row<O, C>[],
): Decision<O, C>['flip'] {
  return rows.reduce<Decision<O, C>['flip']>((best, { criterion, flip }) => {
    if (flip === null || (best !== null && best.distance.value <= flip.distance.value)) return best
    return { criterion, ...flip }
  }, null)
}

/** `Object.fromEntries` forgets which keys it was given. */
function record<K extends string, V>(entries: readonly (readonly [K, V])[]): Record<K, V> {
  return Object.fromEntries(entries) as Record<K, V>
}
