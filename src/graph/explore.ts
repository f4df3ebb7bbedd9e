import type { Bound, Graph } from './graph.ts'
import { hasTimes, movesOf } from './moves.ts'
import { follow, isScalar, scalarOf, type Target } from './select.ts'
import { pointsOf } from './sequence.ts'

export const beliefPoints = 30_000

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

/** What an input is multiplied with to turn a truth around, and what it is then. */
export interface Tipped {
  factor: number
  value: unknown
}

/** What a document's values do when its inputs move, as far as a reader's page asks. The check asks more: `Survey`. */
export class Explorer {
  protected readonly graph: Graph
  protected readonly path: string

  constructor(graph: Graph, path: string) {
    this.graph = graph
    this.path = path
  }

  /** Which of the targets change when an input is moved, see `movesOf`. */
  reached(targets: Target[], bound: Bound): boolean[] {
    return changed(this.values(targets), this.valuesAt(targets, bound, movesOf(bound)), targets)
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
        this.toCorner(ranges, corner)
        this.eachValue(targets, (value, index) => {
          const end = ends[index]
          if (!end) return
          end[0] = Math.min(end[0], value)
          end[1] = Math.max(end[1], value)
        })
      }
    } finally {
      this.reset(ranges)
    }
    return ends
  }

  /** The value at points of the sequence, ranges taken as evenly likely between their ends. */
  sample(target: Target, ranges: Bound[], { first, points }: Points): number[] {
    const point = pointsOf(ranges.length)
    const values: number[] = []
    for (let n = first; n < first + points; n++) {
      this.move(ranges, point(n))
      const value = this.value(target)
      if (value !== null) values.push(value)
    }
    this.reset(ranges)
    return values
  }

  /**
   * The value of an input at which a truth changes, all others at their middles: the nearest change by factors of
   * two upwards or downwards, then halved down to it. Null where it does not change within so many of them. Pauses after
   * each run for who must not be kept waiting.
   */
  tippingSteps(target: Target, bound: Bound, most = 20): Generator<null, Tipped | null> {
    return this.turningSteps(bound, () => this.values([target])?.[0], {
      powers: most,
      halvings: 60,
    })
  }

  protected *turningSteps(
    bound: Bound,
    see: () => unknown,
    { powers, halvings, mostFactor = Number.POSITIVE_INFINITY }: Reach,
  ): Generator<null, Tipped | null> {
    if (!hasTimes(bound.mid)) return null
    const { mid } = bound
    const seenAt = (factor: number): unknown => {
      this.graph.set(bound, mid.times(factor))
      try {
        return see()
      } finally {
        this.graph.set(bound, mid)
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

  /** Each range to the end that its bit names. */
  protected toCorner(ranges: Bound[], corner: number): void {
    for (const [axis, bound] of ranges.entries())
      this.graph.set(bound, (corner >> axis) & 1 ? bound.high : bound.low)
  }

  /** Each range to its share of the way from the low end to the high one. */
  protected move(ranges: Bound[], shares: number[]): void {
    for (const [axis, bound] of ranges.entries())
      this.graph.set(bound, between(bound, shares[axis] ?? 0.5))
  }

  protected reset(bounds: Bound[]): void {
    for (const bound of bounds) this.graph.set(bound, bound.mid)
  }

  /** The targets that are numbers, all in one run. */
  protected eachValue(targets: Target[], see: (value: number, index: number) => void): void {
    const names = this.graph.run(this.path)
    for (const [index, target] of targets.entries()) {
      const value = follow(names, target)
      if (isScalar(value)) see(scalarOf(value), index)
    }
  }

  protected value(target: Target): number | null {
    const value = follow(this.graph.run(this.path), target)
    return isScalar(value) ? scalarOf(value) : null
  }

  /** All targets in one run; null where this run throws, as a formula may outside of its domain. */
  protected values(targets: Target[]): unknown[] | null {
    try {
      const names = this.graph.run(this.path)
      return targets.map((target) => fingerprint(follow(names, target)))
    } catch {
      return null
    }
  }

  /** All targets with an input moved to each of these, one after the other. */
  protected valuesAt(targets: Target[], bound: Bound, moves: unknown[]): (unknown[] | null)[] {
    const found = moves.map((move) => {
      this.graph.set(bound, move)
      return this.values(targets)
    })
    this.graph.set(bound, bound.mid)
    return found
  }
}

/**
 * Which targets are something else after some move. A run that throws, as for half of 3 attempts, tells nothing of the
 * names that do not rest on the input.
 */
export function changed(
  before: unknown[] | null,
  moved: (unknown[] | null)[],
  targets: Target[],
): boolean[] {
  const ran = moved.filter((values) => values !== null)
  const told = ran.length > 0 ? ran : moved
  return targets.map((_, index) => told.some((values) => !same(values?.[index], before?.[index])))
}

export const same = (a: unknown, b: unknown): boolean =>
  typeof a === 'number' && typeof b === 'number'
    ? Object.is(a, b) || Math.abs(a - b) <= 1e-12 * Math.max(Math.abs(a), Math.abs(b))
    : a === b

/** What JSON cannot hold is something else in every run, and spares the other targets of the run. */
export function fingerprint(value: unknown): unknown {
  if (isScalar(value)) return scalarOf(value)
  try {
    return typeof value === 'object' ? JSON.stringify(value) : value
  } catch {
    return value
  }
}

interface Affine {
  plus(other: unknown): unknown
  minus(other: unknown): Affine
  times(factor: number): Affine
}

const isAffine = (value: unknown): value is Affine => hasTimes(value) && 'minus' in value

/** `share` of the way from the low end to the high one. */
export function between(bound: Bound, share: number): unknown {
  if (!isAffine(bound.low) || !isAffine(bound.high)) return bound.mid
  return bound.low.plus(bound.high.minus(bound.low).times(share))
}
