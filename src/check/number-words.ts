import type { Nodes } from 'mdast'
import { toString as textOf } from 'mdast-util-to-string'

/** Numbers in words; `behind` is how the marked words begin that follow the text without a break. */
export function wordsIn(text: string, behind: string): RegExpExecArray[] {
  if (/^\p{L}/u.test(behind)) return [...`${text}${behind}`.matchAll(wordPattern)]
  const words = [...text.matchAll(wordPattern)]
  return /^[~≈<>≤≥$€£.\p{Nd}]/u.test(behind) ? [...words, ...text.matchAll(factorPattern)] : words
}

/** What a link or an emphasis right behind a text begins with. */
export function wordsBehind(node: Nodes, parent: Nodes | undefined): string {
  if (node.type !== 'text' || !parent || !('children' in parent)) return ''
  const children: Nodes[] = parent.children
  const next = children[children.indexOf(node) + 1]
  const isMarked =
    next && ['link', 'linkReference', 'strong', 'emphasis', 'delete'].includes(next.type)
  return isMarked ? (/^\s*(?:\p{L}+|.)/u.exec(textOf(next))?.[0] ?? '') : ''
}

const numberWords =
  'two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen ' +
  'twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion dozen'

/** Words behind which no noun follows: `the two are`, `between two and ten`. */
const noNoun =
  'are|is|were|was|and|or|to|in|at|on|by|for|from|with|who|that|which|than|as|can|may|must|will|have|has'

const wordPattern = new RegExp(
  `(?<![\\p{L}-]|\\d\\s)(?:(?:${numberWords.replaceAll(' ', '|')})(?:-\\p{L}+)?(?=\\s+[(“"]?(?!(?:${noNoun})\\b)\\p{L}|\\s+%)|(?:half|twice)(?=\\s+\\p{L}))`,
  'giu',
)

/** Words that multiply a number behind them: `twice [50 ms](calc:wait)`, `hundreds of [10 clients](calc:clients)`. */
const factorPattern = new RegExp(
  `(?<![\\p{L}-]|\\d\\s)(?:(?:${numberWords.replaceAll(' ', '|')})s?|tens|half|twice|thrice|double|triple)(?:\\s+of)?(?=\\s+$)`,
  'giu',
)
