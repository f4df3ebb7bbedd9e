import type { Parents, Root } from 'mdast'
import type { Node, Point } from 'unist'
import { eachNode } from './tree.ts'

/**
 * An address that the parser met in plain text, `[x]: https://example.org` in the middle of a paragraph, becomes a link
 * only in the finished tree, and it and the text around it come without positions. Here they get them.
 */
export function placeFoundAddresses(tree: Root, text: string): void {
  eachNode(tree, (parent) => {
    if ('children' in parent && parent.children.some(({ position }) => !position))
      placeChildren(parent, text)
  })
}

function placeChildren(parent: Parents, text: string): void {
  let from = parent.position?.start
  for (const [index, node] of parent.children.entries()) {
    if (!from) return
    if (!node.position) {
      const next = parent.children.slice(index + 1).find(({ position }) => position)
      const end = next?.position?.start ?? parent.position?.end ?? from
      node.position = { start: from, end: endOf(node, text, { start: from, end }) }
    }
    from = node.position.end
  }
}

/** What was written as it is shown ends where it is found; where it was written otherwise, it may be any of the rest. */
function endOf(node: Node, text: string, between: { start: Point; end: Point }): Point {
  const { start, end } = between
  const shown = shownBy(node)
  const rest = text.slice(start.offset ?? 0, end.offset)
  if (!rest.startsWith(shown)) return end
  const lines = shown.split(/\r\n|\n|\r/)
  const last = lines.at(-1)?.length ?? 0
  return {
    line: start.line + lines.length - 1,
    column: lines.length === 1 ? start.column + last : 1 + last,
    offset: (start.offset ?? 0) + shown.length,
  }
}

function shownBy(node: Node): string {
  if ('value' in node && typeof node.value === 'string') return node.value
  return 'children' in node && Array.isArray(node.children)
    ? node.children.map(shownBy).join('')
    : ''
}
