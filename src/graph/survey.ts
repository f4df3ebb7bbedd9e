import { changed, Explorer, fingerprint, type Reach, same, type Tipped } from './explore.ts'
import type { Bound, Graph } from './graph.ts'
import { movesOf, wordsOfMoves } from './moves.ts'
import { follow, isScalar, scalarOf, type Target } from './select.ts'
import { pointsOf } from './sequence.ts'

/** More ranges than this under one claim mean more corners than a person can reason about, and 4,096 runs. */
export const mostRanges = 12
/** Enough points to notice that corners are no bounds. */
const probePoints = 256
/** So many corners are compared with their neighbours to find ranges that act only together. */
const comparedCorners = 64

/** What an input was moved to, and the value then; null where it is no number there. The word is for what has no number. */
export interface Move {
  as: string
  input: unknown
  value: number | null
}

/** An input that a value rests on, and the value with the input moved down and up. */
export interface Moved {
  bound: Bound
  moves: Move[]
}

export interface Explored {
  low: number
  mid: number
  high: number
  notMonotone: boolean
  /** Whether somewhere within the ranges it is no number. */
  isBroken: boolean
}

/** What a document's values do when the inputs move: its function, run again and again, each time for all targets. */
export class Survey extends Explorer {
  readonly #bounds: Bound[]
  readonly #targets: Target[]
  /** By the ranges that were moved. */
  readonly #explored = new Map<string, Map<Target, Explored>>()

  constructor(graph: Graph, path: string, targets: Target[]) {
    super(graph, path)
    this.#bounds = graph.boundsOf(path)
    this.#targets = targets
  }

  /** The inputs whose change changes a target; moved one at a time, see `movesOf`. */
  restsOn(): Map<Target, Moved[]> {
    const targets = this.#targets
    const result = new Map<Target, Moved[]>(targets.map((target) => [target, []]))
    const before = this.values(targets)
    for (const bound of this.#bounds) {
      const inputs = movesOf(bound)
      const words = wordsOfMoves(bound)
      const moved = this.valuesAt(targets, bound, inputs)
      for (const [index, isChanged] of changed(before, moved, targets).entries()) {
        const target = targets[index]
        if (!isChanged || !target) continue
        const moves = inputs.map((input, at) => {
          const value = moved[at]?.[index]
          return { as: words[at] ?? '', input, value: typeof value === 'number' ? value : null }
        })
        result.get(target)?.push({ bound, moves })
      }
    }
    for (const [target, bounds] of this.#together())
      for (const bound of bounds)
        if (!result.get(target)?.some((each) => each.bound === bound))
          result.get(target)?.push({ bound, moves: [] })
    return result
  }

  /** Ranges that change a target where others stand at their ends, as the lesser of two that both have to move. */
  #together(): Map<Target, Set<Bound>> {
    const ranges = this.ranges()
    const found = new Map(this.#targets.map((target) => [target, new Set<Bound>()]))
    if (ranges.length < 2 || ranges.length > mostRanges) return found
    const corners = 2 ** ranges.length
    const seen = new Map<number, unknown[] | null>()
    const at = (corner: number): unknown[] | null => {
      const known = seen.get(corner)
      if (known !== undefined) return known
      this.toCorner(ranges, corner)
      const values = this.values(this.#targets)
      seen.set(corner, values)
      return values
    }
    // An odd step meets corners of all kinds, and all of them where there are few.
    for (let n = 0; n < Math.min(corners, comparedCorners); n++) {
      const corner = (n * 2_654_435_761) % corners
      const here = at(corner)
      for (const [axis, bound] of ranges.entries()) {
        const there = at(corner ^ (1 << axis))
        for (const [index, target] of this.#targets.entries())
          if (here && there && !same(here[index], there[index])) found.get(target)?.add(bound)
      }
    }
    this.reset(ranges)
    return found
  }

  /** The least and the greatest value at the corners of the ranges; null where the value is no number. */
  corners(target: Target, ranges: Bound[]): Explored | null {
    const key = ranges.map((bound) => this.#bounds.indexOf(bound)).join()
    const explored = this.#explored.get(key) ?? this.#explore(ranges)
    this.#explored.set(key, explored)
    return explored.get(target) ?? null
  }

  #explore(ranges: Bound[]): Map<Target, Explored> {
    const targets = this.#targets
    const ends = this.extremes(targets, ranges)
    const explored = new Map<Target, Explored>()
    this.eachValue(targets, (mid, index) => {
      const [target, [low, high] = [mid, mid]] = [targets[index], ends[index]]
      if (target)
        explored.set(target, {
          ...{ low, mid, high, isBroken: false },
          notMonotone: isOutside(mid, low, high),
        })
    })
    const point = pointsOf(ranges.length)
    const corners = 2 ** ranges.length
    try {
      for (let n = 0; n < corners + probePoints; n++) {
        if (n < corners) this.toCorner(ranges, n)
        else this.move(ranges, point(n - corners))
        const names = this.graph.run(this.path)
        for (const [target, found] of explored) probe(found, follow(names, target))
      }
    } finally {
      this.reset(ranges)
    }
    return explored
  }

  /** The ranges of the document and of all that it imports. */
  ranges(): Bound[] {
    return this.#bounds.filter(({ isRange }) => isRange)
  }

  /** The inputs of that name; more than one where several documents use it. */
  inputsNamed(name: string): Bound[] {
    return this.#bounds.filter(({ input }) => input.name === name)
  }

  /** Another truth or text than at the middles, at the ends of the ranges or between them; null where there is none. */
  otherwise(target: Target, ranges: Bound[]): unknown {
    const seen = (): unknown => fingerprint(follow(this.graph.run(this.path), target))
    const now = seen()
    const point = pointsOf(ranges.length)
    // Of many ranges all low ends, and all high ones.
    const isMany = ranges.length > mostRanges
    const corners = isMany ? 2 : 2 ** ranges.length
    try {
      for (let run = 0; run < corners + probePoints; run++) {
        if (run < corners) this.toCorner(ranges, isMany && run === 1 ? -1 : run)
        else this.move(ranges, point(run - corners))
        const then = seen()
        if (!same(then, now)) return then
      }
    } finally {
      this.reset(ranges)
    }
    return null
  }

  /** The inputs that turn a truth around within a factor of 16, each at its tipping point. */
  tippings(target: Target): { bound: Bound; factor: number; value: unknown }[] {
    return this.#bounds.flatMap((bound) => {
      const found = this.tipping(target, bound, 4)
      return found ? [{ bound, ...found }] : []
    })
  }

  /** The value of an input at which a truth changes, see `tippingSteps`. */
  tipping(target: Target, bound: Bound, most = 20): Tipped | null {
    return endOf(this.tippingSteps(target, bound, most))
  }

  /** The nearest value of an input at which something that is seen in a run becomes another. */
  turning(bound: Bound, see: () => unknown, reach: Reach): Tipped | null {
    return endOf(this.turningSteps(bound, see, reach))
  }
}

function probe(found: Explored, value: unknown): void {
  const number = isScalar(value) ? scalarOf(value) : Number.NaN
  found.isBroken ||= Number.isNaN(number)
  found.notMonotone ||= isOutside(number, found.low, found.high)
}

/** Beyond what rounding alone would bring about. */
function isOutside(value: number, low: number, high: number): boolean {
  const slack = 1e-9 * Math.max(Math.abs(low), Math.abs(high))
  return value < low - slack || value > high + slack
}

function endOf<T>(steps: Generator<null, T>): T {
  let step = steps.next()
  while (!step.done) step = steps.next()
  return step.value
}
