import type { Nodes } from 'mdast'
import { visitParents } from 'unist-util-visit-parents'
import type { Document } from '../document/document.ts'
import { spanOf } from '../document/span.ts'
import type { Edit } from '../document/writing/edit.ts'
import { pathOf } from './reference.ts'
import { relativePath } from './register.ts'

/** Where the records of a folder go, and how many digits their numbers have there. */
export interface Moving {
  /** From the old path to the new one. */
  paths: ReadonlyMap<string, string>
  /** Mentions with as many digits as the old names, `ADR-001`, get as many as the new ones. */
  fromDigits: number
  toDigits: number
}

/** What must change in a document that moves: links keep leading where they led. */
export function rebaseEdits(document: Document, moving: Moving): Edit[] {
  const edits: Edit[] = []
  visitParents(document.tree, (node) => {
    if (node.type === 'link' || node.type === 'image' || node.type === 'definition')
      edits.push(...addressEdits(document, node, moving))
    else if (node.type === 'text') edits.push(...mentionEdits(document, node, moving))
  })
  return edits
}

function addressEdits(
  document: Document,
  node: Nodes & { url: string },
  { paths }: Moving,
): Edit[] {
  const target = pathOf(node.url, document.path)
  const from = paths.get(document.path) ?? document.path
  if (target === null) return []
  const wanted = paths.get(target) ?? target
  if (pathOf(node.url, from) === wanted) return []
  const { offset, endOffset } = spanOf(node)
  const at = document.text.slice(0, endOffset).lastIndexOf(node.url)
  if (at < offset) return []
  const suffix = node.url.match(/[?#].*$/s)?.[0] ?? ''
  const written = encodeURI(relativePath(from, wanted))
  return [{ offset: at, endOffset: at + node.url.length, text: `${written}${suffix}` }]
}

function mentionEdits(document: Document, node: Nodes, { fromDigits, toDigits }: Moving): Edit[] {
  const { offset, endOffset } = spanOf(node)
  return [...document.text.slice(offset, endOffset).matchAll(/(?<![\w-])(ADR-)(\d+)\b/g)].flatMap(
    (match) => {
      const [, head = '', digits = ''] = match
      const number = String(Number(digits)).padStart(toDigits, '0')
      if (digits !== String(Number(digits)).padStart(fromDigits, '0') || number === digits)
        return []
      const at = offset + match.index + head.length
      return [{ offset: at, endOffset: at + digits.length, text: number }]
    },
  )
}
