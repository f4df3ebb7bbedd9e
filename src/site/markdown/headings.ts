import type { Root } from 'mdast'
import { visit } from 'unist-util-visit'

/** A column without a heading, as a corner of a table has none: an empty cell, for a heading has to say something. */
export function drawEmptyHeadings(tree: Root): void {
  visit(tree, 'table', ({ children }) => {
    for (const cell of children[0]?.children ?? [])
      if (cell.children.length === 0) cell.data = { ...cell.data, hName: 'td' }
  })
}
