import type { Code } from 'mdast'
import { report } from '../message/message.ts'
import type { CodeLine, Fence, Span } from './document.ts'
import { readFenceUse } from './fence-use.ts'
import type { Source } from './read.ts'
import { checkShown } from './shown.ts'
import { spanOf } from './span.ts'
import { nodesOf } from './tree.ts'

/** Every fence of the document, in reading order, with the exact place of each of its characters. */
export function readFences(source: Source): Fence[] {
  const fences: Fence[] = []
  for (const node of nodesOf(source.tree, 'code')) {
    const fence = readFence(source, node)
    if (fence) fences.push(fence)
  }
  return fences
}

function readFence(source: Source, node: Code): Fence | null {
  const span = spanOf(node)
  const mark = source.text.slice(span.offset).match(/^(`{3,}|~{3,})/)?.[0]
  const language = node.lang ?? ''
  const info = (node.meta ?? '').trim()
  if (mark === undefined) return refuseIndented(source, node)
  const use = readFenceUse(language, info)
  const { line, column } = span
  const place = { path: source.path, line, column, length: openingLength(source, line, column) }
  if ('id' in use) {
    source.problems.push(report(use.id, place, { written: use.written, cure: use.cure }))
    return null
  }
  const closingLine = closes(source, span, mark) ? span.endLine : null
  if (closingLine === null) source.problems.push(report('fence-unclosed', place, { mark }))
  const lines = codeLines(source, node, closingLine ?? span.endLine + 1)
  if (use.use === 'shown')
    source.problems.push(...checkShown({ path: source.path, language, place, lines }))
  return { span, language, info, use, lines, closingLine }
}

/** Code by indentation has no language, so nobody can say what it is for. */
function refuseIndented(source: Source, node: Code): null {
  const { line, column } = spanOf(node)
  const text = source.lines[line - 1] ?? ''
  const indented = text.slice(column - 1).match(/^\s*/)?.[0].length ?? 0
  const place = {
    path: source.path,
    line,
    column: column + indented,
    length: text.trimEnd().length - column - indented + 1,
  }
  source.problems.push(report('fence-indented', place, {}))
  return null
}

const openingLength = (source: Source, line: number, column: number): number =>
  Math.max(1, (source.lines[line - 1] ?? '').trimEnd().length - column + 1)

/** Whether the last line of the fence is its closing mark, and not code that the end of a container cut off. */
function closes(source: Source, { line, endLine }: Span, mark: string): boolean {
  if (endLine === line) return false
  const last = (source.lines[endLine - 1] ?? '').trimEnd()
  const run = last.match(/(`+|~+)$/)?.[0] ?? ''
  const before = last.slice(0, last.length - run.length)
  return run[0] === mark[0] && run.length >= mark.length && /^[\s>]*$/.test(before)
}

/**
 * The lines between the marks. The tree gives each without its container's indentation and quote marks; where such
 * an indentation ends inside a tab, it gives spaces instead, which do not stand in the document and are left out.
 */
function codeLines(source: Source, node: Code, endLine: number): CodeLine[] {
  const first = spanOf(node).line + 1
  const values = node.value.split(/\r\n|\n|\r/)
  const offsets = lineOffsets(source.text)
  return Array.from({ length: Math.max(0, endLine - first) }, (_, index) => {
    const whole = source.lines[first + index - 1] ?? ''
    const text = longestSuffix(whole, values[index] ?? '')
    const column = whole.length - text.length + 1
    return {
      line: first + index,
      column,
      offset: (offsets[first + index - 1] ?? 0) + column - 1,
      text,
    }
  })
}

/** The parser gives U+FFFD where a NUL stands. */
function longestSuffix(whole: string, value: string): string {
  const parsed = whole.replaceAll('\0', '\uFFFD')
  const text = parsed.endsWith(value) ? value : value.replace(/^ +/, '')
  if (!parsed.endsWith(text)) throw new Error(`line of a fence not found in its document: ${value}`)
  return whole.slice(whole.length - text.length)
}

const offsetsByText = new Map<string, number[]>()

/** Where each line begins. Remembered for the document at hand, since every fence asks for it. */
function lineOffsets(text: string): number[] {
  const known = offsetsByText.get(text)
  if (known) return known
  const offsets = [0]
  for (const end of text.matchAll(/\r\n|\n|\r/g)) offsets.push(end.index + end[0].length)
  offsetsByText.clear()
  offsetsByText.set(text, offsets)
  return offsets
}
