import type { Root } from 'mdast'
import { SKIP, visit } from 'unist-util-visit'
import { element } from './nodes.ts'

/** A table that is wider than the page moves in a box of its own, which the keyboard reaches as well as the finger does. */
export function drawTables(tree: Root): void {
  visit(tree, 'table', (table, index, parent) => {
    if (parent === undefined || index === undefined) return
    const properties = { className: ['wide'], role: 'group', tabIndex: 0, ariaLabel: 'Table' }
    parent.children.splice(index, 1, element('div', properties, [table]))
    return [SKIP, index + 1]
  })
}
