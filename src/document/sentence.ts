import type { Nodes, Parents, Table, TableCell, TableRow } from 'mdast'
import { toString as textOf } from 'mdast-util-to-string'

export interface Surroundings {
  before: string
  after: string
  tableHeadings: string[]
}

/** The words of the same sentence before and after a link, and the headings above and beside it in a table. */
export function surroundings(node: Nodes, parents: Parents[]): Surroundings {
  const block = parents.findLast((parent) => !phrasing.has(parent.type))
  const [before, after] = block ? split(block, node) : ['', '']
  return {
    before: before.slice(lastSentenceStart(before)),
    after: after.slice(0, firstSentenceEnd(after)),
    tableHeadings: headingsOf(parents),
  }
}

const phrasing = new Set(['emphasis', 'strong', 'delete', 'link', 'linkReference'])

/** The plain text of a block before and behind one of the nodes below it. */
function split(block: Parents, node: Nodes): [string, string] {
  let before = ''
  let after = ''
  let passed = false
  const walk = (current: Nodes): void => {
    if (current === node) passed = true
    else if ('children' in current) for (const child of current.children) walk(child)
    else if (passed) after += plain(current)
    else before += plain(current)
  }
  walk(block)
  return [before, after]
}

const plain = (node: Nodes): string =>
  node.type === 'break' ? '\n' : node.type === 'html' ? '' : textOf(node)

const sentenceEnd = /[.!?:;]["'”’)\]]*\s+(?=["'“‘([]*[\p{Lu}\d])|[!?:;]["'”’)\]]*\s+/gu

function lastSentenceStart(text: string): number {
  let start = 0
  for (const end of text.matchAll(sentenceEnd)) start = end.index + end[0].length
  return start
}

function firstSentenceEnd(text: string): number {
  const end = text.matchAll(sentenceEnd).next().value
  return end ? end.index + end[0].trimEnd().length : text.length
}

function headingsOf(parents: Parents[]): string[] {
  const table = parents.find((parent): parent is Table => parent.type === 'table')
  const row = parents.find((parent): parent is TableRow => parent.type === 'tableRow')
  const cell = parents.find((parent): parent is TableCell => parent.type === 'tableCell')
  if (!table || !row || !cell) return []
  const column = row.children.indexOf(cell)
  const ofColumn = table.children[0]?.children[column]
  const ofRow = row.children[0]
  return [ofColumn, ofRow]
    .filter((heading) => heading !== undefined && heading !== cell)
    .map((heading) => textOf(heading))
}
