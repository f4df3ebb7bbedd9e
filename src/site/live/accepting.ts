import type { Computed } from '../../quantity/judge.ts'
import { printNumber } from '../../quantity/print-number.ts'
import { write } from '../../quantity/write.ts'
import type { BundledNumber } from './bundle.ts'

/** The text with the number that came out, in the style of what stood there. */
export function writeAnew(text: string, stated: BundledNumber, computed: Computed): string {
  const { factor, lowFactor, low, high, isRange } = stated
  const [first, last] =
    'value' in computed ? [computed.value, computed.value] : [computed.low, computed.high]
  const numbers = isRange
    ? [rounded(first / factor / lowFactor, low.place), rounded(last / factor, high.place)]
    : [rounded(first / factor, low.place)]
  return numbers.every(Number.isFinite) ? write({ text, low, high, isRange }, numbers) : text
}

/** To the last place that is written, or to a finer one where that would be a twentieth off. */
function rounded(value: number, place: number): number {
  let step = place
  while (Math.abs(Math.round(value / step) * step - value) > Math.abs(value) / 20) step /= 10
  return Math.round(value / step) * step
}

/** `60 connections`: the value with the unit of the statement. */
export function writeValue({ before, after, factor }: BundledNumber, computed: Computed): string {
  const print = (value: number): string => before + printNumber(value / factor, { digits: 4 })
  const numbers =
    'value' in computed
      ? print(computed.value)
      : `${print(computed.low)} to ${print(computed.high)}`
  return numbers + after
}
