import type { Claim } from '../document/document.ts'
import type { Nouns } from '../quantity/nouns.ts'
import type { Problem } from '../quantity/problem.ts'
import { readStated, type Stated } from '../quantity/stated.ts'

/** What a claim states, read once: it is asked for when questions are put, when they are judged, and for the reader. */
export function statedBy(claim: Claim, nouns: Nouns): Stated | Problem {
  const known = read.get(claim)
  if (known?.nouns === nouns) return known.stated
  const { text, before, after, title, tableHeadings: headings, member } = claim
  const stated = readStated(text, { before, after, title, headings, member, nouns })
  read.set(claim, { nouns, stated })
  return stated
}

const read = new WeakMap<Claim, { nouns: Nouns; stated: Stated | Problem }>()
