/** A number in the unit that its name says, or a quantity as a document computes it. */
export type Amount = number | { value: number; unit?: string }

/**
 * What varies from call to call: always the same, everything from a low to a high end alike, or a law of a document,
 * which tells the value at each share of all.
 */
export type Varying =
  | Amount
  | readonly [low: number, high: number]
  | { sample(share: number): { value: number; unit?: string } }

/** The law as a process can be told it: values of equal weight, or the two ends of an even one. */
export type Table = { values: number[] } | { low: number; high: number }

type Measure = 'ms' | 's' | 'B' | 'count'

/** How many of the unit that a document computes in make one of ours. */
const factors: Record<Measure, Record<string, number>> = {
  ms: { ms: 1, s: 1000 },
  s: { ms: 0.001, s: 1 },
  B: { B: 1 },
  count: {},
}
const tableLength = 1000

export function amountIn(measure: Measure, amount: Amount): number {
  const { value, unit } = typeof amount === 'number' ? { value: amount, unit: undefined } : amount
  const factor = unit === undefined || measure === 'count' ? 1 : factors[measure][unit]
  if (factor === undefined)
    throw new TypeError(`Unexpected amount in ${unit}, expected one in ${measure}`)
  if (!(value >= 0) || value === Number.POSITIVE_INFINITY)
    throw new RangeError(`Unexpected amount ${value}, expected a finite one from 0`)
  return value * factor
}

export function tableIn(measure: Measure, varying: Varying): Table {
  if (isEnds(varying)) {
    const [low, high] = [amountIn(measure, varying[0]), amountIn(measure, varying[1])]
    if (low > high)
      throw new RangeError(`Unexpected ends ${low} and ${high}, expected them to ascend`)
    return { low, high }
  }
  if (typeof varying === 'object' && 'sample' in varying) {
    const shares = Array.from({ length: tableLength }, (_, index) => (index + 0.5) / tableLength)
    return { values: shares.map((share) => amountIn(measure, varying.sample(share))) }
  }
  return { values: [amountIn(measure, varying)] }
}

/** The value at a share of all between 0 and 1, such as a random number is. */
export function valueAt(table: Table, share: number): number {
  if ('low' in table) return table.low + (table.high - table.low) * share
  return (
    table.values[Math.min(table.values.length - 1, Math.floor(share * table.values.length))] ?? 0
  )
}

/** The same over whole numbers, both ends alike often. */
export function wholeAt(table: Table, share: number): number {
  if ('low' in table) return table.low + Math.floor((table.high - table.low + 1) * share)
  return Math.round(valueAt(table, share))
}

export function highestOf(table: Table): number {
  return 'high' in table ? table.high : Math.max(...table.values)
}

const isEnds = (varying: Varying): varying is readonly [number, number] => Array.isArray(varying)
