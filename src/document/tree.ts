import type { Nodes, Parents } from 'mdast'

/**
 * Calls `enter` with every node and what it stands in, outermost first, in reading order. The visitor of unist names
 * each of its steps for the call stack, which takes longer than our own reading of the nodes.
 */
export function eachNode(
  node: Nodes,
  enter: (node: Nodes, parents: Parents[]) => void,
  parents: Parents[] = [],
): void {
  enter(node, parents)
  if (!('children' in node)) return
  const inner = [...parents, node]
  for (const child of node.children) eachNode(child, enter, inner)
}

/** The nodes of one type, in reading order. */
export function nodesOf<T extends Nodes['type']>(
  tree: Nodes,
  type: T,
): Extract<Nodes, { type: T }>[] {
  const found: Extract<Nodes, { type: T }>[] = []
  const isOne = (node: Nodes): node is Extract<Nodes, { type: T }> => node.type === type
  eachNode(tree, (node) => {
    if (isOne(node)) found.push(node)
  })
  return found
}
