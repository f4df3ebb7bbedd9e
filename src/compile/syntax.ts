import { stripTypeScriptTypes } from 'node:module'
import { type AnyNode, type Comment, type Program, parse } from 'acorn'
import type { Span } from '../document/document.ts'

export type { AnyNode }

/** JavaScript with the same lines and columns as the TypeScript it came from, and its tree. */
export interface Syntax {
  typed: string
  code: string
  tree: Program
  comments: Comment[]
}

/** Blanks the types and parses; null where the compiler will have more to say about it. */
export function readSyntax(typed: string): Syntax | null {
  const untyped = typed.includes('<') ? null : parsed(typed, () => typed)
  return untyped ?? parsed(typed, () => stripTypeScriptTypes(typed, { mode: 'strip' }))
}

/**
 * Most calculations hold no types. What reads as JavaScript is the same in TypeScript, but for `a < b > (c)`, and
 * finding that out takes a tenth of the time of blanking nothing.
 */
function parsed(typed: string, codeOf: () => string): Syntax | null {
  try {
    const code = codeOf()
    const comments: Comment[] = []
    const tree = parse(code, {
      ecmaVersion: 'latest',
      sourceType: 'module',
      locations: true,
      allowAwaitOutsideFunction: true,
      onComment: comments,
    })
    return { typed, code, tree, comments }
  } catch (error) {
    if (error instanceof SyntaxError || isStripError(error)) return null
    throw error
  }
}

const isStripError = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  (error.code === 'ERR_INVALID_TYPESCRIPT_SYNTAX' ||
    error.code === 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX')

/** Calls `enter` with every node and the functions around it, parents first. */
export function walk(
  node: AnyNode,
  enter: (node: AnyNode, depth: number) => void,
  depth = 0,
): void {
  enter(node, depth)
  const inner = isFunction(node) ? depth + 1 : depth
  // Called for every node of every document: nothing is gathered that is only passed on.
  for (const value of Object.values(node))
    if (Array.isArray(value)) {
      for (const child of value) if (isNode(child)) walk(child, enter, inner)
    } else if (isNode(value)) walk(value, enter, inner)
}

const isFunction = (node: AnyNode): boolean =>
  node.type === 'FunctionDeclaration' ||
  node.type === 'FunctionExpression' ||
  node.type === 'ArrowFunctionExpression'

const isNode = (value: unknown): value is AnyNode =>
  typeof value === 'object' && value !== null && 'type' in value && 'start' in value

/** Lines and columns of a piece of the tree, as the document counts them; offsets are those of the code. */
export function spanOfNode(node: Pick<AnyNode, 'start' | 'end' | 'loc'>): Span {
  const { loc } = node
  if (!loc) throw new Error('the tree was parsed with locations')
  return {
    line: loc.start.line,
    column: loc.start.column + 1,
    offset: node.start,
    endLine: loc.end.line,
    endColumn: loc.end.column + 1,
    endOffset: node.end,
  }
}
