import type { Document, Span } from '../document/document.ts'
import type { Written } from './record.ts'

/** The stretch from one offset to another, without white space at its ends, as a reader sees it. */
export function writtenAt(document: Document, from: number, to: number): Written {
  const raw = document.text.slice(from, to)
  const start = from + raw.length - raw.trimStart().length
  const end = Math.max(start, to - (raw.length - raw.trimEnd().length))
  return { text: plain(document.text.slice(start, end)), span: spanBetween(document, start, end) }
}

/** `**Use** [\`*.ts\`](./y.md)` → `Use *.ts`: what is code stays as it is. */
export function plain(raw: string): string {
  const code: string[] = []
  const kept = raw.replace(/(`+)([^`]+)\1/g, (_, _marks: string, text: string) => {
    code.push(text.trim())
    return `\uE000${code.length - 1}\uE001`
  })
  return kept
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/!?\[([^\][]*)\](?:\([^()]*(?:\([^()]*\)[^()]*)*\)|\[[^\]]*\])/g, '$1')
    .replace(/<(https?:[^>\s]*)>/g, '$1')
    .replace(/<br\s*\/?>/gi, ' ')
    .replace(/\*\*|__|(?<![\p{L}\p{N}*])\*(?=\S)|(?<=\S)\*(?![\p{L}\p{N}*])/gu, '')
    .replace(/\\([!-/:-@[-`{-~])/g, '$1')
    .replace(/\uE000(\d+)\uE001/g, (_, index: string) => code[Number(index)] ?? '')
    .replace(/\s+/g, ' ')
    .trim()
}

export function spanBetween(document: Document, from: number, to: number): Span {
  const start = pointAt(document, from)
  const end = pointAt(document, to)
  return {
    ...start,
    offset: from,
    endLine: end.line,
    endColumn: end.column,
    endOffset: to,
  }
}

const startsOf = new WeakMap<Document, number[]>()

function pointAt(document: Document, offset: number): { line: number; column: number } {
  const starts = startsOf.get(document) ?? lineStarts(document)
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((starts[middle] ?? 0) <= offset) low = middle
    else high = middle - 1
  }
  return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 }
}

function lineStarts(document: Document): number[] {
  const starts = [0]
  for (const end of document.text.matchAll(/\r\n|\n|\r/g)) starts.push(end.index + end[0].length)
  startsOf.set(document, starts)
  return starts
}
