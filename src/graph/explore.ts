import type { Bound, Graph } from './graph.ts'
import { hasTimes, type MovedInput, movesOf } from './moves.ts'
import { follow, isScalar, scalarOf, type Target } from './select.ts'
import { pointsOf } from './sequence.ts'

/** More ranges than this under one claim mean more corners than a person can reason about, and 4,096 runs. */
export const mostRanges = 12
export const beliefPoints = 30_000
/** Enough points to notice that corners are no bounds. */
const probePoints = 256

/** What an input was moved to, and the value then; null where it is no number there. */
export interface Move extends MovedInput {
  value: number | null
}

/** An input that a value rests on, and the value with the input moved down and up. */
export interface Moved {
  bound: Bound
  moves: Move[]
}

/** How far an input is moved to see something become another: so many doublings and halvings, then halved down to it. */
export interface Reach {
  powers: number
  halvings: number
  /** Upwards no further than to so many times itself. */
  mostFactor?: number
}

/** So many points of the sequence, from this one on. */
export interface Points {
  first: number
  points: number
}

export interface Explored {
  low: number
  mid: number
  high: number
  notMonotone: boolean
}

/** What one value does when the inputs move: the document's function, run again and again. */
export class Explorer {
  readonly #graph: Graph
  readonly #path: string
  readonly #bounds: Bound[]

  constructor(graph: Graph, path: string) {
    this.#graph = graph
    this.#path = path
    this.#bounds = graph.boundsOf(path)
  }

  /** Those of the inputs, else of all, whose change changes a target; moved one at a time, see `movesOf`. */
  restsOn(targets: Target[], bounds = this.#bounds): Map<Target, Moved[]> {
    const result = new Map<Target, Moved[]>(targets.map((target) => [target, []]))
    const before = this.#values(targets)
    for (const bound of bounds) {
      const moved = movesOf(bound).map((move) => {
        this.#graph.set(bound, move.input)
        return { ...move, values: this.#values(targets) }
      })
      this.#graph.set(bound, bound.mid)
      // A run that throws, as for half of 3 attempts, tells nothing of the names that do not rest on the input.
      const ran = moved.filter(({ values }) => values !== null)
      const told = ran.length > 0 ? ran : moved
      for (const [index, target] of targets.entries()) {
        const moves = moved.map(({ as, input, values }) => ({
          as,
          input,
          value: values?.[index],
        }))
        if (told.some(({ values }) => !same(values?.[index], before?.[index])))
          result.get(target)?.push({
            bound,
            moves: moves.map((move) => ({
              ...move,
              value: typeof move.value === 'number' ? move.value : null,
            })),
          })
      }
    }
    return result
  }

  /** The least and the greatest value at the corners of the ranges; null where the value is no number. */
  corners(target: Target, ranges: Bound[]): Explored | null {
    const mid = this.#value(target)
    if (mid === null) return null
    const [low, high] = this.extremes([target], ranges)[0] ?? [mid, mid]
    const slack = 1e-9 * Math.max(Math.abs(low), Math.abs(high))
    const probed = [mid, ...this.sample(target, ranges, { first: 0, points: probePoints })]
    const notMonotone = probed.some((value) => value < low - slack || value > high + slack)
    return { low, mid, high, notMonotone }
  }

  /** The least and the greatest value of each target at the corners of the ranges, or at some of these. */
  extremes(
    targets: Target[],
    ranges: Bound[],
    { first, points }: Points = { first: 0, points: 2 ** ranges.length },
  ): [low: number, high: number][] {
    const ends = targets.map((): [number, number] => [
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
    ])
    try {
      for (let corner = first; corner < first + points; corner++) {
        for (const [axis, bound] of ranges.entries())
          this.#graph.set(bound, (corner >> axis) & 1 ? bound.high : bound.low)
        const names = this.#graph.run(this.#path)
        for (const [index, target] of targets.entries()) {
          const value = follow(names, target)
          const end = ends[index]
          if (!end || !isScalar(value)) continue
          end[0] = Math.min(end[0], scalarOf(value))
          end[1] = Math.max(end[1], scalarOf(value))
        }
      }
    } finally {
      this.#reset(ranges)
    }
    return ends
  }

  /** The value at points of the sequence, ranges taken as evenly likely between their ends. */
  sample(target: Target, ranges: Bound[], { first, points }: Points): number[] {
    const point = pointsOf(ranges.length)
    const values: number[] = []
    for (let n = first; n < first + points; n++) {
      const shares = point(n)
      for (const [axis, bound] of ranges.entries())
        this.#graph.set(bound, between(bound, shares[axis] ?? 0.5))
      const value = this.#value(target)
      if (value !== null) values.push(value)
    }
    this.#reset(ranges)
    return values
  }

  /** The ranges of the document and of all that it imports. */
  ranges(): Bound[] {
    return this.#bounds.filter(({ isRange }) => isRange)
  }

  /** Another truth or text than at the middles, at the ends of the ranges or between them; null where there is none. */
  otherwise(target: Target, ranges: Bound[]): unknown {
    const now = this.#values([target])?.[0]
    const point = pointsOf(ranges.length)
    const corners = 2 ** ranges.length
    let other: unknown = null
    for (let run = 0; run < corners + probePoints && other === null; run++) {
      const shares = point(run)
      for (const [axis, bound] of ranges.entries()) {
        const end = (run >> axis) & 1 ? bound.high : bound.low
        this.#graph.set(bound, run < corners ? end : between(bound, shares[axis] ?? 0.5))
      }
      const then = this.#values([target])?.[0]
      if (then !== undefined && then !== now) other = then
    }
    this.#reset(ranges)
    return other
  }

  /** The inputs of that name; more than one where several documents use it. */
  inputsNamed(name: string): Bound[] {
    return this.#bounds.filter(({ input }) => input.name === name)
  }

  /** The inputs that turn a truth around within a factor of 16, each at its tipping point. */
  tippings(target: Target): { bound: Bound; factor: number; value: unknown }[] {
    return this.#bounds.flatMap((bound) => {
      const found = this.tipping(target, bound, 4)
      return found ? [{ bound, ...found }] : []
    })
  }

  /**
   * The value of an input at which a truth changes, all others at their middles: the nearest change by factors of
   * two upwards or downwards, then halved down to it. Null where it does not change within so many of them.
   */
  tipping(target: Target, bound: Bound, most = 20): Tipped | null {
    return endOf(this.tippingSteps(target, bound, most))
  }

  /** The same, with a pause after each run for who must not be kept waiting. */
  tippingSteps(target: Target, bound: Bound, most = 20): Generator<null, Tipped | null> {
    return this.#turningSteps(bound, () => this.#values([target])?.[0], {
      powers: most,
      halvings: 60,
    })
  }

  /** The nearest value of an input at which something that is seen in a run becomes another. */
  turning(bound: Bound, see: () => unknown, reach: Reach): Tipped | null {
    return endOf(this.#turningSteps(bound, see, reach))
  }

  *#turningSteps(
    bound: Bound,
    see: () => unknown,
    { powers, halvings, mostFactor = Number.POSITIVE_INFINITY }: Reach,
  ): Generator<null, Tipped | null> {
    if (!hasTimes(bound.mid)) return null
    const { mid } = bound
    const seenAt = (factor: number): unknown => {
      this.#graph.set(bound, mid.times(factor))
      try {
        return see()
      } finally {
        this.#graph.set(bound, mid)
      }
    }
    const now = seenAt(1)
    for (let power = 1; power <= powers; power++)
      for (const direction of [1, -1]) {
        const near = 2 ** (direction * (power - 1))
        if (near >= mostFactor && direction === 1) continue
        const far = Math.min(2 ** (direction * power), mostFactor)
        const then = seenAt(far)
        yield null
        if (then === undefined || then === now) continue
        let [before, behind] = [near, far]
        for (let round = 0; round < halvings; round++) {
          const middle = (before + behind) / 2
          if (seenAt(middle) === now) before = middle
          else behind = middle
          yield null
        }
        return { factor: behind, value: mid.times(behind) }
      }
    return null
  }

  #reset(bounds: Bound[]): void {
    for (const bound of bounds) this.#graph.set(bound, bound.mid)
  }

  #value(target: Target): number | null {
    const value = follow(this.#graph.run(this.#path), target)
    return isScalar(value) ? scalarOf(value) : null
  }

  /** All targets in one run; null where this run throws, as a formula may outside of its domain. */
  #values(targets: Target[]): unknown[] | null {
    try {
      const names = this.#graph.run(this.#path)
      return targets.map((target) => fingerprint(follow(names, target)))
    } catch {
      return null
    }
  }
}

/** What an input is multiplied with to turn a truth around, and what it is then. */
interface Tipped {
  factor: number
  value: unknown
}

function endOf<T>(steps: Generator<null, T>): T {
  let step = steps.next()
  while (!step.done) step = steps.next()
  return step.value
}

const same = (a: unknown, b: unknown): boolean =>
  typeof a === 'number' && typeof b === 'number'
    ? Object.is(a, b) || Math.abs(a - b) <= 1e-12 * Math.max(Math.abs(a), Math.abs(b))
    : a === b

const fingerprint = (value: unknown): unknown =>
  isScalar(value) ? scalarOf(value) : typeof value === 'object' ? JSON.stringify(value) : value

interface Affine {
  plus(other: unknown): unknown
  minus(other: unknown): Affine
  times(factor: number): Affine
}

const isAffine = (value: unknown): value is Affine =>
  hasTimes(value) && 'plus' in value && 'minus' in value

/** `share` of the way from the low end to the high one. */
function between(bound: Bound, share: number): unknown {
  if (!isAffine(bound.low) || !isAffine(bound.high)) return bound.mid
  return bound.low.plus(bound.high.minus(bound.low).times(share))
}
