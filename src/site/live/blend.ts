import { Scalar } from '../../quantity/quantity.ts'
import { numeralLike } from '../../quantity/write.ts'
import { type Ends, replaceNumerals } from './read.ts'

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
  return replaceNumerals(text, (numeral, at) => {
    const [first, last] = at ? [from.high, to.high] : [from.low, to.low]
    const factor = first instanceof Scalar && last instanceof Scalar ? last.value / first.value : 1
    return numeralLike(text, numeral, Number((numeral.value * factor).toPrecision(4)))
  })
}
