import type { Html, Image, ImageReference, Nodes, Parents, Text, Yaml } from 'mdast'
import type { Document } from '../document/document.ts'
import type { Settings } from '../document/settings-schema.ts'
import { eachNode, nodesOf } from '../document/tree.ts'
import { type Message, type Place, report } from '../message/message.ts'
import { blankHarmless } from './harmless.ts'
import { wordsBehind, wordsIn } from './number-words.ts'
import { shownFrontMatter } from './shown-front-matter.ts'

/**
 * Numbers in the prose that nothing proves. A number may stand in a claim, in a link to its source, in an exempting
 * link, in code, or in one of the harmless forms; anything else is a statement without proof.
 */
export function checkCoverage(document: Document, { products }: Settings): Message[] {
  const messages: Message[] = []
  const addresses = new Map<string, string>()
  for (const { identifier, url } of nodesOf(document.tree, 'definition'))
    if (!addresses.has(identifier)) addresses.set(identifier, url)
  const isProven = (parent: Parents): boolean => proves(addressOf(parent, addresses))
  eachNode(document.tree, (node, parents) => {
    if (!isSeen(node) || parents.some(isProven)) return
    const bare = blankHarmless(visibleText(document, node, parents), products)
    const say = (index: number, length: number): Place => placeIn(document, node, { index, length })
    for (const found of bare.matchAll(numberPattern))
      messages.push(
        report('number-unclaimed', say(found.index, found[0].length), { number: found[0] }),
      )
    for (const found of wordsIn(bare, wordsBehind(node, parents.at(-1))))
      messages.push(report('number-word', say(found.index, found[0].length), { word: found[0] }))
  })
  return messages.filter(
    (message) => !document.problems.some((problem) => covers(problem, message)),
  )
}

type Seen = Text | Html | Image | ImageReference | Yaml

/** What a reader sees: prose, what stands between tags, the words of an image, the title of the page. */
const isSeen = (node: Nodes): node is Seen =>
  ['text', 'html', 'image', 'imageReference', 'yaml'].includes(node.type)

function addressOf(parent: Parents, addresses: Map<string, string>): string | null {
  if (parent.type === 'link') return parent.url
  return parent.type === 'linkReference' ? (addresses.get(parent.identifier) ?? '') : null
}

/**
 * Claims prove, and a link to a source cites: a page elsewhere, or a file of this project. What our own pages say is
 * said by us; a claim on the name that it rests on would prove it.
 */
function proves(address: string | null): boolean {
  if (address === null) return false
  if (/^(?:calc|measured|derived|uncounted):/.test(address)) return true
  if (/^(?:doi:10\.\d{4,9}\/|urn:[a-z\d][a-z\d-]+:)\S/i.test(address)) return true
  if (/^[a-z][\w+.-]*:/i.test(address)) return /^(?:https?|ftp):\/\/[^\s/?#]+\.[^\s]/i.test(address)
  const [path = ''] = address.split(/[?#]/)
  const ending = /[^/]\.([a-z\d]+)$/i.exec(path)?.[1]
  return ending !== undefined && !path.startsWith('/') && !/^(?:mdx?|markdown|html?)$/i.test(ending)
}

/** What could not be read as a claim has a message of its own. */
const covers = (problem: Place, { line, column }: Place): boolean =>
  problem.line === line &&
  problem.column <= column &&
  column < problem.column + (problem.length ?? 1)

/** The source of a node with everything blanked that nobody sees: tags and remarks, and a heading's own number. */
function visibleText(document: Document, node: Seen, parents: Nodes[]): string {
  const raw = document.text.slice(node.position?.start.offset, node.position?.end.offset)
  if (node.type === 'html') return raw.replace(/<!--[\s\S]*?(?:-->|$)|<[^>]*>/g, blanks)
  if (node.type === 'yaml') return shownFrontMatter(raw)
  if (node.type !== 'text') {
    const [open = '', words = ''] = /^!\[([\s\S]*?)\]/.exec(raw) ?? []
    return `  ${words}${blanks(raw.slice(open.length - 1))}`
  }
  const heading = parents.at(-1)
  const opens = heading?.type === 'heading' && heading.children[0] === node
  const shown = raw.replace(/&(?:#(\d+)|#x([\da-f]+)|frac(\d\d));/gi, decoded)
  return opens
    ? shown.replace(/^\d+(?:(?:\.\d+)+[.)]?|[.)])(?=\s)|^\d{1,2}(?=\s+\p{Lu})/u, blanks)
    : shown
}

/** `&#53;` → `5`, `&frac12;` → `½`, with spaces for the rest, so that places stay. */
const decoded = (found: string, decimal?: string, hexadecimal?: string): string =>
  (decimal || hexadecimal
    ? String.fromCodePoint(Number(decimal ?? `0x${hexadecimal}`))
    : '½'
  ).padEnd(found.length)

const blanks = (text: string): string => text.replace(/[^\n\r]/g, ' ')

/** Digits with their grouping, fraction and exponent, and what is attached behind them. */
const number = String.raw`(?:[-−](?=[\d.]))?(?:\.?\p{Nd}(?:[\p{Nd},.'’\u00a0\u2009\u202f]*\p{Nd})?|(?![⁰-⁹¹²³])[\p{Nl}\p{No}])(?:[eE][-+]?\d+)?(?:\s?[%‰×]|\p{L}+)?`

/** A number that no letter stands before, or a range, which is one statement. */
const numberPattern = new RegExp(
  `(?<![\\p{L}\\p{N}_.])${number}(?:(?:\\s?–\\s?|-| to )${number})?`,
  'gu',
)

function placeIn(
  document: Document,
  node: Seen,
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
