import { aboveZero, need, zeroOrMore } from './given.ts'
import { type Equation, leastSquares } from './least-squares.ts'

/** Gunther's three coefficients; throughput in whatever unit `single` has. */
export interface Scalability {
  /** λ: the throughput of one worker. */
  single: number
  /** σ: the share that is done by one at a time. */
  contention: number
  /** κ: the cost of agreeing, for each pair of workers. */
  coherency: number
}

export interface Point {
  workers: number
  throughput: number
}

export function throughputAt({ single, contention, coherency }: Scalability, workers: number) {
  return (single * workers) / (1 + contention * (workers - 1) + coherency * workers * (workers - 1))
}

/** Where throughput is highest: √((1 − σ)/κ); without end where workers need not agree. */
export function peakWorkers({ contention, coherency }: Scalability): number {
  return contention >= 1 ? 1 : Math.max(1, Math.sqrt((1 - contention) / coherency))
}

/**
 * The coefficients that make the sum of squared differences in throughput least, with σ ≥ 0 and
 * κ ≥ 0. Each is first left free; where a best one is negative, it is held at zero instead.
 */
export function fitScalability(points: readonly Point[]): Scalability {
  for (const { workers, throughput } of points) {
    need(
      workers >= 1 && Number.isFinite(workers),
      `workers is ${workers}`,
      'a number of at least 1',
    )
    aboveZero('throughput', throughput)
  }
  const different = new Set(points.map((point) => point.workers)).size
  const seen = `the points are for ${different} different numbers of workers`
  need(different >= 3, seen, 'a point for each of at least 3')
  const fits = subsets.map((columns) => refine(points, columns)).filter(possible)
  const [first, ...others] = fits
  if (first === undefined) throw new Error('no scalability curve goes through these points')
  const best = others.reduce((a, b) => (squares(points, b) < squares(points, a) ? b : a), first)
  return asScalability(best)
}

/** D(N) = a + b(N − 1) + cN(N − 1), where throughput is N / D(N): a = 1/λ, b = σ/λ, c = κ/λ. */
type Curve = readonly [a: number, b: number, c: number]
type Column = 0 | 1 | 2

const subsets: readonly (readonly Column[])[] = [[0, 1, 2], [0, 1], [0, 2], [0]]

const possible = (curve: Curve | null): curve is Curve =>
  curve !== null && curve[0] > 0 && curve[1] >= 0 && curve[2] >= 0

function asScalability([a, b, c]: Curve): Scalability {
  return { single: 1 / a, contention: zeroOrMore('σ', b / a), coherency: zeroOrMore('κ', c / a) }
}

/** Gauss-Newton from the linear fit of N / throughput; a step that makes the sum larger is halved. */
function refine(points: readonly Point[], columns: readonly Column[]): Curve | null {
  const start = leastSquares(points.map((point) => linearised(point, columns)))
  if (start === null) return null
  let curve = spread(start, columns)
  for (let round = 0; round < 100; round++) {
    const step = leastSquares(points.map((point) => tangent(point, curve, columns)))
    if (step === null) return curve
    const next = descend(points, curve, spread(step, columns))
    if (next === curve) return curve
    curve = next
  }
  return curve
}

function descend(points: readonly Point[], from: Curve, step: Curve): Curve {
  const before = squares(points, from)
  for (let share = 1; share > 1e-9; share /= 2) {
    const next: Curve = [
      from[0] + share * step[0],
      from[1] + share * step[1],
      from[2] + share * step[2],
    ]
    if (squares(points, next) < before) return next
  }
  return from
}

/** N/X = D(N), weighted by X²/N: to first order, the difference in throughput and not in its inverse. */
function linearised({ workers, throughput }: Point, columns: readonly Column[]): Equation {
  const weight = (throughput * throughput) / workers
  return {
    terms: columns.map((column) => weight * term(workers, column)),
    value: weight * (workers / throughput),
  }
}

function tangent(
  { workers, throughput }: Point,
  curve: Curve,
  columns: readonly Column[],
): Equation {
  const cost = costAt(curve, workers)
  const slope = -workers / (cost * cost)
  return {
    terms: columns.map((column) => slope * term(workers, column)),
    value: throughput - workers / cost,
  }
}

function squares(points: readonly Point[], curve: Curve): number {
  let sum = 0
  for (const { workers, throughput } of points) {
    const cost = costAt(curve, workers)
    if (!(cost > 0)) return Number.POSITIVE_INFINITY
    sum += (throughput - workers / cost) ** 2
  }
  return sum
}

const costAt = ([a, b, c]: Curve, workers: number): number =>
  a + b * (workers - 1) + c * workers * (workers - 1)

const term = (workers: number, column: Column): number =>
  column === 0 ? 1 : column === 1 ? workers - 1 : workers * (workers - 1)

function spread(values: readonly number[], columns: readonly Column[]): Curve {
  const value = (column: Column): number => values[columns.indexOf(column)] ?? 0
  return [value(0), value(1), value(2)]
}
