import { findNumerals } from '../../quantity/numeral.ts'
import { Scalar } from '../../quantity/quantity.ts'
import { write } from '../../quantity/write.ts'
import type { Ends } from './read.ts'

/** An input so much of the way from one state to another; null for a law, which has no way to another. */
export function blend(from: Ends, to: Ends, share: number): Ends | null {
  const part = (end: 'low' | 'mid' | 'high'): Scalar | null => {
    const [first, last] = [from[end], to[end]]
    if (!(first instanceof Scalar) || !(last instanceof Scalar)) return null
    return first.plus(last.minus(first).times(share))
  }
  const [low, mid, high] = [part('low'), part('mid'), part('high')]
  return low && mid && high && { low, mid, high, isRange: low.value !== high.value }
}

/** The text of an input with the numbers of another state, to four digits: `10,120 clients`. */
export function writeEnds(text: string, from: Ends, to: Ends): string {
  const [low, high = low] = findNumerals(text)
  if (!low || !high) return text
  const moved = ({ value }: { value: number }, end: 'low' | 'high'): number => {
    const [first, last] = [from[end], to[end]]
    const factor = first instanceof Scalar && last instanceof Scalar ? last.value / first.value : 1
    return Number((value * factor).toPrecision(4))
  }
  return write({ text, low, high, isRange: low !== high }, [moved(low, 'low'), moved(high, 'high')])
}
