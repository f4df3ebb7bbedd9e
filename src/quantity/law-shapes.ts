import { integrate } from './integrate.ts'
import { normalBelow, normalQuantile } from './normal.ts'

/** A distribution of plain numbers; `law.ts` gives it a unit. */
export interface Shape {
  readonly min: number
  readonly max: number
  mean(): number
  /** The share of values that are at most x. */
  cdf(x: number): number
  /** The least value that has at least a share p of all at or below it. */
  quantile(p: number): number
  /** Every value with its share, ascending; null where the values lie densely. */
  atoms(): readonly Atom[] | null
}

export type Atom = readonly [value: number, share: number]

/** A share this close to a step of a distribution counts as on it. */
const grain = 1e-12

export function uniform(low: number, high: number): Shape {
  return {
    min: low,
    max: high,
    mean: () => (low + high) / 2,
    cdf: (x) => between(0, (x - low) / (high - low), 1),
    quantile: (p) => low + (high - low) * p,
    atoms: () => null,
  }
}

/** Each whole number from low to high as often as any other. */
export function whole(low: number, high: number): Shape {
  const count = high - low + 1
  return {
    min: low,
    max: high,
    mean: () => (low + high) / 2,
    cdf: (x) => between(0, (Math.floor(x) - low + 1) / count, 1),
    quantile: (p) => between(low, low - 1 + Math.ceil((p - grain) * count), high),
    atoms: () => Array.from({ length: count }, (_, place) => [low + place, 1 / count] as const),
  }
}

/** Nine of ten values lie between low and high, one in twenty on either side. */
export function lognormal(low: number, high: number): Shape {
  const middle = (Math.log(low) + Math.log(high)) / 2
  const spread = Math.log(high / low) / 2 / normalQuantile(0.95)
  return {
    min: 0,
    max: Number.POSITIVE_INFINITY,
    mean: () => Math.exp(middle + spread ** 2 / 2),
    cdf: (x) => (x <= 0 ? 0 : normalBelow((Math.log(x) - middle) / spread)),
    quantile: (p) => Math.exp(middle + spread * normalQuantile(p)),
    atoms: () => null,
  }
}

export function exponential(mean: number): Shape {
  return {
    min: 0,
    max: Number.POSITIVE_INFINITY,
    mean: () => mean,
    cdf: (x) => (x <= 0 ? 0 : -Math.expm1(-x / mean)),
    quantile: (p) => -mean * Math.log1p(-p),
    atoms: () => null,
  }
}

/** Each of the values as often as its count says. Values ascend. */
export function recorded(values: readonly number[], counts: readonly number[]): Shape {
  const total = counts.reduce((sum, count) => sum + count, 0)
  const upTo: number[] = []
  let sum = 0
  for (const count of counts) {
    sum += count
    upTo.push(sum)
  }
  return {
    min: values[0] ?? Number.NaN,
    max: values.at(-1) ?? Number.NaN,
    mean: () => values.reduce((all, value, i) => all + value * (counts[i] ?? 0), 0) / total,
    cdf: (x) => (upTo[firstWhere(values.length, (i) => (values[i] ?? 0) > x) - 1] ?? 0) / total,
    quantile: (p) => {
      const place = firstWhere(values.length, (i) => (upTo[i] ?? 0) >= (p - grain) * total)
      return values[Math.min(place, values.length - 1)] ?? Number.NaN
    },
    atoms: () => values.map((value, i) => [value, (counts[i] ?? 0) / total] as const),
  }
}

/** Each value rounded to a whole number, for counts. */
export function rounded(shape: Shape): Shape {
  const cdf = (x: number): number => shape.cdf(Math.floor(x) + 0.5)
  const values = (): number[] => {
    const least = Math.round(shape.quantile(grain))
    const count = Math.round(shape.quantile(1 - grain)) - least + 1
    return Array.from({ length: count }, (_, place) => least + place)
  }
  const atoms = (): Atom[] => values().map((value) => [value, cdf(value) - cdf(value - 1)] as const)
  return {
    min: Math.round(shape.min),
    max: Math.round(shape.max),
    mean: () => atoms().reduce((sum, [value, share]) => sum + value * share, 0),
    cdf,
    quantile: (p) => Math.round(shape.quantile(p)),
    atoms,
  }
}

/** Each value times a factor above zero, plus an offset. */
export function scaled(shape: Shape, factor: number, offset: number): Shape {
  const move = (x: number): number => x * factor + offset
  return {
    min: move(shape.min),
    max: move(shape.max),
    mean: () => move(shape.mean()),
    cdf: (x) => shape.cdf((x - offset) / factor),
    quantile: (p) => move(shape.quantile(p)),
    atoms: () => shape.atoms()?.map(([value, share]) => [move(value), share] as const) ?? null,
  }
}

/**
 * The greatest of k independent values, where k has a distribution of its own: its values with their shares.
 * If F is the share below x, then the share of maxima below x is the mean of F to the power k.
 */
export function slowest(shape: Shape, k: readonly Atom[]): Shape {
  const power = powers(k)
  const slope = powers(k.map(([n, share]) => [n - 1, share * n]))
  const atoms = (): Atom[] | null => {
    let below = 0
    let before = 0
    return (
      shape.atoms()?.map(([value, share]) => {
        below += share
        const upTo = power(Math.min(1, below))
        const part = upTo - before
        before = upTo
        return [value, part] as const
      }) ?? null
    )
  }
  return {
    min: shape.min,
    max: shape.max,
    mean: () =>
      atoms()?.reduce((sum, [value, share]) => sum + value * share, 0) ??
      integrate((u) => shape.quantile(u) * slope(u)),
    cdf: (x) => power(shape.cdf(x)),
    quantile: (p) => shape.quantile(inverse(power, p)),
    atoms,
  }
}

/** The sum of shares of powers of u; where powers are few and whole, without raising to them one by one. */
function powers(terms: readonly Atom[]): (u: number) => number {
  const most = terms.reduce((most, [n]) => Math.max(most, n), 0)
  if (most > 100 || !terms.every(([n]) => Number.isInteger(n) && n >= 0))
    return (u) => terms.reduce((sum, [n, share]) => sum + share * u ** n, 0)
  const shares = new Array<number>(most + 1).fill(0)
  for (const [n, share] of terms) shares[n] = (shares[n] ?? 0) + share
  shares.reverse()
  return (u) => {
    let sum = 0
    for (const share of shares) sum = sum * u + share
    return sum
  }
}

/** The u between 0 and 1 at which an increasing function reaches p. */
function inverse(increasing: (u: number) => number, p: number): number {
  let low = 0
  let high = 1
  if (p >= 1) return 1
  for (let halvings = 0; halvings < 60; halvings++) {
    const middle = (low + high) / 2
    if (increasing(middle) < p) low = middle
    else high = middle
  }
  return high
}

/** The first of `count` places at which an ordered condition holds; `count` where it never does. */
function firstWhere(count: number, holds: (place: number) => boolean): number {
  let low = 0
  let high = count
  while (low < high) {
    const middle = (low + high) >> 1
    if (holds(middle)) high = middle
    else low = middle + 1
  }
  return low
}

const between = (low: number, x: number, high: number): number => Math.min(high, Math.max(low, x))
