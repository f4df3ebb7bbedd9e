/** What was seen of one value that varies, kept whole: how often each value occurred, to within 0.1 %. */
export interface Distribution {
  kind: 'distribution'
  unit: string
  /** Ascending; each value stands for all that lie within 0.1 % of it. */
  values: [value: number, count: number][]
  count: number
  min: number
  max: number
  mean: number
}

export interface Recorder {
  record(value: number): void
  /** Adds what another process recorded. */
  add(other: Distribution): void
  finish(): Distribution
}

/** Neighbouring buckets differ by this factor, so that a bucket's middle is within 0.1 % of all in it. */
const step = Math.log(1.002)

/** Below this everything counts as zero: no clock here resolves it. */
const smallest = 1e-6

export function recorder(unit: string): Recorder {
  const counts = new Map<number, number>()
  let [count, min, max, sum] = [0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0]

  function put(value: number, times: number): void {
    const bucket = bucketOf(value)
    counts.set(bucket, (counts.get(bucket) ?? 0) + times)
    count += times
    sum += value * times
  }

  return {
    record(value) {
      put(value, 1)
      if (value < min) min = value
      if (value > max) max = value
    },
    add(other) {
      for (const [value, times] of other.values) put(value, times)
      if (other.count > 0) [min, max] = [Math.min(min, other.min), Math.max(max, other.max)]
    },
    finish() {
      if (count === 0)
        return { kind: 'distribution', unit, values: [], count, min: 0, max: 0, mean: 0 }
      const values = [...counts]
        .sort(([a], [b]) => a - b)
        .map(([bucket, times]): [number, number] => [
          Math.min(max, Math.max(min, middleOf(bucket))),
          times,
        ])
      return { kind: 'distribution', unit, values, count, min, max, mean: sum / count }
    },
  }
}

/** The smallest recorded value that at least `share` percent of all do not exceed. */
export function percentile(distribution: Distribution, share: number): number {
  let left = Math.ceil((share / 100) * distribution.count)
  for (const [value, count] of distribution.values) {
    left -= count
    if (left <= 0) return value
  }
  return distribution.max
}

function bucketOf(value: number): number {
  if (!(value >= 0) || value === Number.POSITIVE_INFINITY)
    throw new RangeError(
      `Unexpected value ${value} in a distribution, expected a finite one from 0`,
    )
  return value < smallest ? Number.NEGATIVE_INFINITY : Math.floor(Math.log(value) / step)
}

/** Rounded to six digits, which is finer than the bucket and keeps evidence short. */
function middleOf(bucket: number): number {
  return bucket === Number.NEGATIVE_INFINITY
    ? 0
    : Number(Math.exp((bucket + 0.5) * step).toPrecision(6))
}
