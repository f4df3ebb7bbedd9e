import { type Reading, readAmounts } from '../quantity/literal.ts'
import type { Nouns } from '../quantity/nouns.ts'
import type { Refusal } from '../quantity/unit.ts'

/** What a literal says, read once: it is asked for when literals are checked and when the reader's inputs are made. */
export function amountsOf(text: string, nouns: Nouns): Reading | Refusal {
  const known = read.get(nouns) ?? new Map<string, Reading | Refusal>()
  read.set(nouns, known)
  const amounts = known.get(text) ?? readAmounts(text, nouns)
  known.set(text, amounts)
  return amounts
}

const read = new WeakMap<Nouns, Map<string, Reading | Refusal>>()
