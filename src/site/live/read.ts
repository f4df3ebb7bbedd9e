import type { Bound } from '../../graph/graph.ts'
import { findNumerals, type Numeral } from '../../quantity/numeral.ts'
import { Scalar } from '../../quantity/quantity.ts'
import { unitNamed } from '../../quantity/unit.ts'
import type { Bundle, BundledInput } from './bundle.ts'

/** What an input may be in a run. */
export type Ends = Pick<Bound, 'low' | 'mid' | 'high' | 'isRange'>

/** The text of an input → what it is then; its words were read by check. Throws what is wrong with its numbers. */
export function readInput(
  { text, unit, factors, kind }: BundledInput,
  { laws, nouns }: Bundle,
): Ends {
  if (kind === 'law') {
    const law = laws?.readLaw(text, nouns) ?? ''
    if (typeof law === 'string') throw new Error(law.replace('Refused: ', ''))
    return { low: law, mid: law, high: law, isRange: false }
  }
  const [first = Number.NaN, last = first] = findNumerals(text).map(
    ({ value }, at) => value * (factors[at] ?? 1),
  )
  if (!(first <= last)) throw new Error('expected from low to high')
  const of = (value: number): Scalar => new Scalar(value, unitNamed(unit ?? '1'))
  return { low: of(first), mid: of((first + last) / 2), high: of(last), isRange: first !== last }
}

/** `10,000 clients` → `# clients`: what stays while numbers change. */
export const wordsOf = (text: string): string => replaceNumerals(text, () => '#').trimEnd()

export function replaceNumerals(
  text: string,
  by: (numeral: Numeral, at: number) => string,
): string {
  let [words, done] = ['', 0]
  for (const [at, numeral] of findNumerals(text).entries()) {
    words += text.slice(done, numeral.start) + by(numeral, at)
    done = numeral.end
  }
  return words + text.slice(done)
}
