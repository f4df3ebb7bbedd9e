import { posix } from 'node:path'
import type { Nodes } from 'mdast'
import { visitParents } from 'unist-util-visit-parents'
import type { Document } from '../document/document.ts'
import { spanOf } from '../document/span.ts'
import { applyEdits, type Edit } from '../document/writing/edit.ts'
import type { Change } from '../document/writing/plan.ts'
import { numberText, readFileName } from './file-name.ts'
import type { DecisionRecord } from './record.ts'
import { pathOf } from './reference.ts'

export interface Renumbering {
  record: DecisionRecord
  number: number
  /** Whether a second record has the old number: then a bare ADR-007 could mean either, and stays. */
  isShared: boolean
  /** Every document that may cite the record, itself included. */
  documents: readonly Document[]
}

export interface Renumbered {
  path: string
  changes: Change[]
  /** Mentions that were left, since they could mean either of two: `path:line`. */
  left: string[]
}

/** The record under its new number: file name, heading, and what cites it. */
export function renumber(renumbering: Renumbering): Renumbered {
  const { record, number, documents } = renumbering
  const { prefix, digits, slug } = readFileName(record.path)
  const name = `${prefix}${numberText(number, digits.length)}${slug === '' ? '' : `-${slug}`}.md`
  const path = posix.join(posix.dirname(record.path), name)
  const changes: Change[] = []
  const left: string[] = []
  for (const document of documents) {
    const isItself = document.path === record.path
    const edits = isItself ? headingEdits(record, number) : []
    edits.push(...citationEdits(document, { ...renumbering, path, left, isItself }))
    const after = applyEdits(document.text, edits)
    if (isItself) {
      changes.push(
        { path, from: record.path, before: null, after },
        { path: record.path, before: document.text, after: null },
      )
    } else if (edits.length > 0) changes.push({ path: document.path, before: document.text, after })
  }
  return { path, changes, left }
}

/** `# ADR-007: …` and `# 7. …`: the number alone is replaced. */
function headingEdits(
  { heading, number, headingNumber, document }: DecisionRecord,
  next: number,
): Edit[] {
  if (!heading || number === null || headingNumber === null) return []
  const { offset, endOffset } = heading.span
  const found = document.text.slice(offset, endOffset).match(/^(ADR[-\s#]*)?(\d+)/i)
  if (!found?.[2]) return []
  const from = offset + (found[1]?.length ?? 0)
  return [
    { offset: from, endOffset: from + found[2].length, text: numberText(next, found[2].length) },
  ]
}

interface Citing extends Renumbering {
  path: string
  left: string[]
  isItself: boolean
}

function citationEdits(document: Document, citing: Citing): Edit[] {
  const edits: Edit[] = []
  // The heading of a record that has the number itself names that record.
  const isOwner = readFileName(document.path).number === citing.record.number
  visitParents(document.tree, (node, parents) => {
    if (node.type === 'heading' && node.depth === 1 && isOwner) return 'skip'
    if (node.type === 'link' || node.type === 'definition')
      edits.push(...addressEdits(document, node, citing))
    else if (node.type === 'code') edits.push(...importEdits(document, node, citing))
    else if (node.type === 'text') edits.push(...mentionEdits(document, node, { parents, citing }))
    else if (node.type === 'yaml') edits.push(...frontMatterEdits(document, node, citing))
  })
  return edits
}

/** The file name in the address of a link. */
function addressEdits(
  document: Document,
  node: Nodes & { url: string },
  { record, path }: Citing,
): Edit[] {
  if (pathOf(node.url, document.path) !== record.path) return []
  const { offset, endOffset } = spanOf(node)
  const old = posix.basename(record.path)
  const at = document.text.slice(0, endOffset).lastIndexOf(old)
  return at < offset ? [] : [{ offset: at, endOffset: at + old.length, text: posix.basename(path) }]
}

/** `import { a } from '../adrs/007-x.md'` in a fence. */
function importEdits(document: Document, node: Nodes, { record, path }: Citing): Edit[] {
  const { offset, endOffset } = spanOf(node)
  const old = posix.basename(record.path)
  return [
    ...document.text.slice(offset, endOffset).matchAll(/(['"])(\.{1,2}\/[^'"\n]*)\1/g),
  ].flatMap((match) => {
    if (pathOf(match[2] ?? '', document.path) !== record.path) return []
    const at = offset + match.index + match[0].lastIndexOf(old)
    return [{ offset: at, endOffset: at + old.length, text: posix.basename(path) }]
  })
}

/** `ADR-007` in a sentence; as the text of a link it means what the link leads to. */
function mentionEdits(
  document: Document,
  node: Nodes,
  { parents, citing }: { parents: Nodes[]; citing: Citing },
): Edit[] {
  const { record, number, isShared, isItself, left } = citing
  const link = parents.findLast(({ type }) => type === 'link')
  const leads = link?.type === 'link' ? pathOf(link.url, document.path) : null
  if (leads !== null && leads !== record.path) return []
  const { offset, endOffset } = spanOf(node)
  return [
    ...document.text.slice(offset, endOffset).matchAll(/(?<![\w-])(ADR[-\s#]*)(\d{1,6})\b/gi),
  ].flatMap((match) => {
    const [, head = '', digits = ''] = match
    if (Number(digits) !== record.number) return []
    const at = offset + match.index + head.length
    if (leads === null && isShared && !isItself) {
      left.push(`${document.path}:${document.text.slice(0, at).split('\n').length}`)
      return []
    }
    return [{ offset: at, endOffset: at + digits.length, text: numberText(number, digits.length) }]
  })
}

/** `superseded by ADR-0007`, `[ADR-7](0007-x.md)`: front matter is no Markdown, so it is read as text. */
function frontMatterEdits(
  document: Document,
  node: Nodes,
  { record, number, path, isShared }: Citing,
): Edit[] {
  const { offset, endOffset } = spanOf(node)
  const raw = document.text.slice(offset, endOffset)
  const old = posix.basename(record.path)
  const names = [...raw.matchAll(/[\w./-]+\.md\b/g)]
    .filter((match) => pathOf(match[0], document.path) === record.path)
    .map((match) => {
      const at = offset + match.index + match[0].lastIndexOf(old)
      return { offset: at, endOffset: at + old.length, text: posix.basename(path) }
    })
  const mentions = [...raw.matchAll(/(?<![\w-])(ADR[-\s#]*)(\d{1,6})\b(?![\w-]*\.md)/gi)]
    .filter((match) => Number(match[2]) === record.number && !isShared)
    .map((match) => {
      const at = offset + match.index + (match[1]?.length ?? 0)
      const digits = match[2] ?? ''
      return { offset: at, endOffset: at + digits.length, text: numberText(number, digits.length) }
    })
  return [...names, ...mentions]
}
