/** A number of events a second, or a quantity of them as a document computes it. */
export type Rate = number | { value: number; unit?: string }

export function perSecond(rate: Rate): number {
  const { value, unit } = typeof rate === 'number' ? { value: rate, unit: undefined } : rate
  if (unit !== undefined && !/^[a-z]+\/s$/i.test(unit))
    throw new TypeError(`Unexpected rate in ${unit}, expected events a second`)
  if (!(value > 0) || value > 1e6)
    throw new RangeError(`Unexpected rate ${value}, expected 0 to 1,000,000 a second`)
  return value
}
