import { likeness } from './likeness.ts'
import type { Numeral } from './numeral.ts'

/** A text with one number, or the two ends of a range. */
export interface Written {
  readonly text: string
  readonly low: Pick<Numeral, 'start' | 'end' | 'scale'>
  readonly high: Pick<Numeral, 'start' | 'end' | 'scale'>
  readonly isRange: boolean
}

/** The text with other digits in place of its own; what stands around them stays. */
export function write(
  { text, low, high, isRange }: Written,
  [first, last]: readonly number[],
): string {
  const head = text.slice(0, low.start) + numeralLike(text, low, first ?? Number.NaN)
  if (!isRange) return head + text.slice(low.end)
  const between = text.slice(low.end, high.start)
  return head + between + numeralLike(text, high, last ?? Number.NaN) + text.slice(high.end)
}

/** With the places, the sign, the separators, the money and the scale of the number that stood there. */
export function numeralLike(
  text: string,
  { start, end, scale }: Written['low'],
  value: number,
): string {
  const was = text.slice(start, end)
  const scaled = value / scale
  const isWritten = (decimals: number): boolean =>
    Math.abs(Number(scaled.toFixed(decimals)) - scaled) <= likeness * Math.abs(scaled)
  let decimals = /\.(\d+)/.exec(was)?.[1]?.length ?? 0
  while (decimals < 15 && !isWritten(decimals)) decimals++
  const [whole = '', fraction] = Math.abs(scaled).toFixed(decimals).split('.')
  const separator = /\d([,\s])\d{3}/.exec(was)?.[1] ?? (/\d{4}/.test(was) ? '' : ',')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, separator)
  const sign = scaled < 0 ? (/[-−]/.exec(was)?.[0] ?? '−') : ''
  const digits = sign + grouped + (fraction === undefined ? '' : `.${fraction}`)
  return was.replace(/[-−]?\d([\d.,\s]*\d)?/, digits)
}
