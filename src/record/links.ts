import type { Definition, Nodes, Parents } from 'mdast'
import { visitParents } from 'unist-util-visit-parents'
import type { Document } from '../document/document.ts'
import { spanOf } from '../document/span.ts'
import type { RecordLink, Relation } from './record.ts'
import { linkTo } from './reference.ts'
import { plain, spanBetween } from './written.ts'

/** Every link, image and mention of a record, with what the words before it make of it. */
export function readLinks(document: Document): RecordLink[] {
  const links: RecordLink[] = []
  const definitions = definitionsOf(document)
  visitParents(document.tree, (node, parents) => {
    const url = urlOf(node, definitions)
    if (url !== null) {
      const text = 'children' in node ? plainOf(document, node) : ''
      const kind = node.type.startsWith('image') ? 'image' : 'link'
      const span = spanOf(node)
      links.push({
        ...linkTo(url, text, document.path),
        kind,
        span,
        ...relationOf(document, parents, span.offset),
      })
    } else if (
      node.type === 'text' &&
      !parents.some(({ type }) => type === 'link' || type === 'heading')
    )
      addMentions(document, { node, parents, links })
  })
  return links
}

function definitionsOf(document: Document): Map<string, Definition> {
  const definitions = new Map<string, Definition>()
  for (const node of document.tree.children)
    if (node.type === 'definition' && !definitions.has(node.identifier))
      definitions.set(node.identifier, node)
  return definitions
}

function urlOf(node: Nodes, definitions: Map<string, Definition>): string | null {
  if (node.type === 'link' || node.type === 'image') return node.url
  if (node.type === 'linkReference' || node.type === 'imageReference')
    return definitions.get(node.identifier)?.url ?? null
  return null
}

const plainOf = (document: Document, node: Parents): string => {
  const first = node.children[0]
  const last = node.children.at(-1)
  return first && last
    ? plain(document.text.slice(spanOf(first).offset, spanOf(last).endOffset))
    : ''
}

interface TextAt {
  node: Nodes
  parents: Parents[]
  links: RecordLink[]
}

function addMentions(document: Document, { node, parents, links }: TextAt): void {
  const { offset, endOffset } = spanOf(node)
  for (const match of document.text
    .slice(offset, endOffset)
    .matchAll(/(?<![\w-])ADR[-\s#]*(\d{1,6})\b/g)) {
    const start = offset + match.index
    links.push({
      text: match[0],
      url: null,
      path: null,
      number: Number(match[1]),
      kind: 'mention',
      span: spanBetween(document, start, start + match[0].length),
      ...relationOf(document, parents, start),
    })
  }
}

const verbs: [RegExp, Relation][] = [
  [
    /\b(?:super[sc]ee?ded|replaced)\s+(?:in part\s+|partly\s+|partially\s+)?by\b(.*)$/is,
    'superseded-by',
  ],
  [/\bamended\s+by\b(.*)$/is, 'amended-by'],
  [/\b(?:super[sc]ee?des|replaces)\b(.*)$/is, 'supersedes'],
  [/\bamends\b(.*)$/is, 'amends'],
]

/** `Supersedes [ADR-001](…) and [ADR-002](…)`: the verb before a link counts until a new clause begins. */
function relationOf(
  document: Document,
  parents: Parents[],
  offset: number,
): { relation: Relation; partial: boolean } {
  const block = parents.findLast(({ type }) => type === 'paragraph' || type === 'tableCell')
  const before = block ? plain(document.text.slice(spanOf(block).offset, offset)) : ''
  for (const [verb, relation] of verbs) {
    const match = before.match(verb)
    const rest = match?.[1]
    if (!match || rest === undefined || rest.length > 200) continue
    if (/[.;!?](?:\s|$)|\b(?:because|that|which|since|whose|where|for|while|but)\b/i.test(rest))
      continue
    const around = before.slice(Math.max(0, (match.index ?? 0) - 20))
    return { relation, partial: /\b(?:in part|partly|partially)\b/i.test(around) }
  }
  return { relation: 'refers', partial: false }
}
