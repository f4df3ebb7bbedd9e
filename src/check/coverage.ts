import type { Html, Nodes, Parents, Text } from 'mdast'
import { visitParents } from 'unist-util-visit-parents'
import type { Document } from '../document/document.ts'
import type { Settings } from '../document/settings.ts'
import { type Message, type Place, report } from '../message/message.ts'
import { blankHarmless } from './harmless.ts'

/**
 * Numbers in the prose that nothing proves. A number may stand in a claim, in a link to its source, in an exempting
 * link, in code, or in one of the harmless forms; anything else is a statement without proof.
 */
export function checkCoverage(document: Document, { products }: Settings): Message[] {
  const messages: Message[] = []
  visitParents(document.tree, ['text', 'html'], (node, parents) => {
    if (node.type !== 'text' && node.type !== 'html') return
    if (parents.some(isProven)) return
    const bare = blankHarmless(visibleText(document, node, parents), products)
    const say = (index: number, length: number): Place => placeIn(document, node, { index, length })
    for (const found of bare.matchAll(numberPattern))
      messages.push(
        report('number-unclaimed', say(found.index, found[0].length), { number: found[0] }),
      )
    for (const found of bare.matchAll(wordPattern))
      messages.push(report('number-word', say(found.index, found[0].length), { word: found[0] }))
  })
  return messages.filter(
    (message) => !document.problems.some((problem) => covers(problem, message)),
  )
}

/** Links prove or cite; what stands in them is no statement of ours. A link to nowhere does neither. */
const isProven = (parent: Parents): boolean =>
  parent.type === 'linkReference' || (parent.type === 'link' && parent.url !== '')

/** What could not be read as a claim has a message of its own. */
const covers = (problem: Place, { line, column }: Place): boolean =>
  problem.line === line &&
  problem.column <= column &&
  column < problem.column + (problem.length ?? 1)

/** The source of a node with everything blanked that nobody sees: tags and remarks, and a heading's own number. */
function visibleText(document: Document, node: Text | Html, parents: Nodes[]): string {
  const raw = document.text.slice(node.position?.start.offset, node.position?.end.offset)
  if (node.type === 'html') return raw.replace(/<!--[\s\S]*?(?:-->|$)|<[^>]*>/g, blanks)
  const heading = parents.at(-1)
  const opens = heading?.type === 'heading' && heading.children[0] === node
  return opens
    ? raw.replace(/^\d+(?:(?:\.\d+)+[.)]?|[.)])(?=\s)|^\d{1,2}(?=\s+\p{Lu})/u, blanks)
    : raw
}

const blanks = (text: string): string => text.replace(/[^\n\r]/g, ' ')

/** Digits with their grouping, fraction and exponent, and what is attached behind them. */
const number = String.raw`(?:[-−](?=[\d.]))?(?:\.?\p{Nd}(?:[\d,.'’\u00a0\u2009\u202f]*\d)?|[½¼¾⅓⅔])(?:[eE][-+]?\d+)?(?:\s?[%‰×]|\p{L}+)?`

/** A number that no letter stands before, or a range, which is one statement. */
const numberPattern = new RegExp(
  `(?<![\\p{L}\\p{N}_.])${number}(?:(?:\\s?–\\s?|-| to )${number})?`,
  'gu',
)

const numberWords =
  'two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen ' +
  'twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion dozen'

/** Words behind which no noun follows: `the two are`, `between two and ten`. */
const noNoun =
  'are|is|were|was|and|or|to|in|at|on|by|for|from|with|who|that|which|than|as|can|may|must|will|have|has'

const wordPattern = new RegExp(
  `(?<![\\p{L}-]|\\d\\s)(?:(?:${numberWords.replaceAll(' ', '|')})(?:-\\p{L}+)?(?=\\s+(?!(?:${noNoun})\\b)\\p{L})|(?:half|twice)(?=\\s+\\p{L}))`,
  'giu',
)

function placeIn(
  document: Document,
  node: Text | Html,
  { index, length }: { index: number; length: number },
): Place {
  const before = document.text
    .slice(0, (node.position?.start.offset ?? 0) + index)
    .split(/\r\n|\n|\r/)
  return {
    path: document.path,
    line: before.length,
    column: (before.at(-1)?.length ?? 0) + 1,
    length,
  }
}
