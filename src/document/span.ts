import type { Node } from 'unist'
import type { Place } from '../message/message.ts'
import type { Span } from './document.ts'

/** The stretch of text that a node of the Markdown tree covers. */
export function spanOf(node: Node): Span {
  const { position } = node
  if (!position) throw new Error(`a ${node.type} of a parsed document has a position`)
  const { start, end } = position
  return {
    line: start.line,
    column: start.column,
    offset: start.offset ?? 0,
    endLine: end.line,
    endColumn: end.column,
    endOffset: end.offset ?? 0,
  }
}

/** Where a message about a stretch of text stands: its first character; marked up to its end or that of the line. */
export function placeOf(path: string, span: Span): Place {
  const sameLine = span.endLine === span.line
  return {
    path,
    line: span.line,
    column: span.column,
    ...(sameLine ? { length: Math.max(1, span.endColumn - span.column) } : {}),
  }
}
