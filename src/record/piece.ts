import type { RootContent } from 'mdast'
import type { Document } from '../document/document.ts'
import { spanOf } from '../document/span.ts'
import { applyEdits, type Edit } from '../document/writing/edit.ts'
import type { DecisionRecord, Section } from './record.ts'
import { titleHeading } from './sections.ts'

/** A stretch of a document with the edits that fall into it. */
export function pieceOf(
  document: Document,
  edits: readonly Edit[],
  [from, to]: readonly [number, number],
): string {
  const inside = edits
    .filter(({ offset, endOffset }) => offset >= from && endOffset <= to)
    .map((edit) => ({ ...edit, offset: edit.offset - from, endOffset: edit.endOffset - from }))
  return applyEdits(document.text.slice(from, to), inside)
}

/** What a section says below its heading, its parts included. */
export const bodyRange = ({ span, endOffset }: Section): [number, number] => [
  span.endOffset,
  endOffset,
]

/** What stands between title and first section and is no fact. */
export function restOfHead({ document, facts }: DecisionRecord): RootContent[] {
  const { children } = document.tree
  const title = titleHeading(document)
  const end = children.findIndex((node) => node.type === 'heading' && node !== title)
  const head = end === -1 ? children : children.slice(0, end)
  return head.filter((node) => {
    const { offset, endOffset } = spanOf(node)
    const hasFact = facts.some(
      ({ label }) => label.span.offset >= offset && label.span.endOffset <= endOffset,
    )
    return node !== title && node.type !== 'yaml' && !hasFact
  })
}
