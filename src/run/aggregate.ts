import type { ExperimentRun, RecordedValue } from '../evidence/measured.ts'
import { type LawRecord, lawFromJSON } from '../quantity/law.ts'

/**
 * The valid runs of an experiment as one result: of each figure the median, of each distribution the median curve.
 * What is not there in every run, or is not of the same kind in all of them, is no result.
 */
export function aggregate(runs: ExperimentRun[]): Record<string, RecordedValue> {
  const names = Object.keys(runs[0]?.names ?? {})
  return Object.fromEntries(
    names.flatMap((name) => {
      const values = runs.map((run) => run.names[name])
      const value = together(values.filter((each) => each !== undefined))
      return value && !values.includes(undefined) ? [[name, value]] : []
    }),
  )
}

function together(values: RecordedValue[]): RecordedValue | null {
  const [first, ...others] = values
  if (!first || others.some((each) => each.kind !== first.kind || unitOf(each) !== unitOf(first)))
    return null
  switch (first.kind) {
    case 'number':
    case 'quantity':
      return {
        ...first,
        value: median(values.flatMap((each) => ('value' in each ? [each.value] : []))),
      }
    case 'law': {
      const law = medianLaw(values.flatMap((each) => (each.kind === 'law' ? [each.law] : [])))
      return { ...first, law, text: String(lawFromJSON(law as LawRecord)) }
    }
    case 'json':
      return {
        kind: 'json',
        json: insideTogether(values.map((each) => (each.kind === 'json' ? each.json : null))),
      }
    case 'none':
      return first
  }
}

const unitOf = (value: RecordedValue): string => ('unit' in value ? value.unit : '')

/** The middle one; of an even number, between the two in the middle. */
export function median(numbers: number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2
}

/** Numbers inside of objects as medians; of other leaves the first, if all runs agree, else null. */
function insideTogether(values: unknown[]): unknown {
  const [first] = values
  if (values.every((value) => typeof value === 'number')) return median(values)
  if (isRecorded(first))
    return values.every((value) => isRecorded(value) && value.unit === first.unit)
      ? { ...first, law: medianShape(values.filter(isRecorded).map(({ law }) => law)) }
      : null
  if (isPlain(first) && values.every((value) => isPlain(value) && !isRecorded(value))) {
    const objects = values.filter(isPlain)
    return Object.fromEntries(
      Object.keys(first)
        .filter((key) => objects.every((each) => key in each))
        .map((key) => [key, insideTogether(objects.map((each) => each[key]))]),
    )
  }
  const same = values.every((each) => JSON.stringify(each) === JSON.stringify(first))
  return same ? first : null
}

interface Recorded {
  unit: string
  law: Shape
}

interface Shape {
  kind: 'recorded'
  values: number[]
  counts: number[]
}

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isRecorded = (value: unknown): value is Recorded =>
  isPlain(value) &&
  typeof value.unit === 'string' &&
  isPlain(value.law) &&
  value.law.kind === 'recorded'

function medianLaw(laws: unknown[]): unknown {
  const recorded = laws.filter(isRecorded)
  const [first] = recorded
  if (!first || recorded.length < laws.length) return laws[0]
  return { ...first, law: medianShape(recorded.map(({ law }) => law)) }
}

/**
 * The curve whose share at or below each value is the median of the runs' shares there. Its percentiles are the
 * medians of the runs' percentiles, so that one disturbed run among three does not decide the tail.
 */
function medianShape(shapes: Shape[]): Shape {
  const values = [...new Set(shapes.flatMap((shape) => shape.values))].toSorted((a, b) => a - b)
  const walkers = shapes.map(walker)
  const total = median(shapes.map(({ counts }) => counts.reduce((sum, count) => sum + count, 0)))
  const shape: Shape = { kind: 'recorded', values: [], counts: [] }
  let before = 0
  for (const value of values) {
    const share = median(walkers.map((shareUpTo) => shareUpTo(value)))
    if (share > before) {
      shape.values.push(value)
      shape.counts.push((share - before) * total)
      before = share
    }
  }
  return shape
}

/** Asked for ascending values, answers the share of the run at or below each. */
function walker({ values, counts }: Shape): (value: number) => number {
  const total = counts.reduce((sum, count) => sum + count, 0)
  let index = 0
  let seen = 0
  return (value) => {
    while (index < values.length && (values[index] ?? Number.POSITIVE_INFINITY) <= value)
      seen += counts[index++] ?? 0
    return seen / total
  }
}
