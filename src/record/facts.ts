import type { RootContent, Table } from 'mdast'
import type { Document } from '../document/document.ts'
import { spanOf } from '../document/span.ts'
import { keyOfFact } from './fact-keys.ts'
import { readFrontMatter } from './front-matter.ts'
import type { Fact, Section } from './record.ts'
import { keyOf } from './sections.ts'
import { writtenAt } from './written.ts'

/** What a record says about itself, wherever its dialect puts that. */
export function readFacts(document: Document, sections: readonly Section[]): Fact[] {
  const facts = readFrontMatter(document)
  for (const node of headOf(document)) {
    if (node.type === 'table') facts.push(...readTable(document, node))
    else if (node.type === 'paragraph' || node.type === 'list')
      readLines(document, spanOf(node), facts)
  }
  for (const section of sections) {
    const fact = readSection(document, section)
    if (fact) facts.push(fact)
  }
  return facts
}

/** What stands above the first section. */
function headOf(document: Document): RootContent[] {
  const { children } = document.tree
  const first = children.findIndex((node) => node.type === 'heading' && node.depth > 1)
  return first === -1 ? children : children.slice(0, first)
}

const boldLine =
  /^([ \t]*(?:[-*+][ \t]+)?)(?:\*\*|__)([^*_:\n]+?)[ \t]*(?::[ \t]*(?:\*\*|__)|(?:\*\*|__)[ \t]*:)[ \t]*/
const plainLine = /^([ \t]*(?:[-*+][ \t]+)?)([A-Za-z][\w ()/-]*?)[ \t]*:[ \t]*/

/** Lines such as `**Date**: 2026-11-21`, `* Status: accepted` and `Date: 2026-11-21`; other lines go on with the value. */
function readLines(
  document: Document,
  span: { offset: number; endOffset: number },
  facts: Fact[],
): void {
  let open: { label: [number, number]; form: Fact['form']; from: number; to: number } | null = null
  const finish = (): void => {
    if (open) facts.push(factAt(document, open))
    open = null
  }
  for (const line of linesBetween(document, span.offset, span.endOffset)) {
    const bold = line.text.match(boldLine)
    const found = bold ?? knownLine(line.text)
    if (found) {
      finish()
      const [whole, indent = '', label = ''] = found
      const labelFrom = line.offset + whole.indexOf(label, indent.length)
      open = {
        label: [labelFrom, labelFrom + label.length],
        form: indent.trim() !== '' ? 'list' : bold ? 'bold' : 'plain',
        from: line.offset + whole.length,
        to: line.offset + withoutBreak(line.text).length,
      }
    } else if (open && line.text.trim() !== '' && !/^[ \t]*[-*+][ \t]/.test(line.text))
      open.to = line.offset + withoutBreak(line.text).length
    else finish()
  }
  finish()
}

/** Without bold marks only known labels count: prose has colons too. */
function knownLine(text: string): RegExpMatchArray | null {
  const match = text.match(plainLine)
  return match && keyOfFact(match[2] ?? '') ? match : null
}

const withoutBreak = (text: string): string => text.replace(/[ \t]*(?:\\|<br\s*\/?>)?[ \t]*$/i, '')

interface FactParts {
  label: [number, number]
  form: Fact['form']
  from: number
  to: number
}

function factAt(document: Document, { label, form, from, to }: FactParts): Fact {
  const end = Math.max(from, to)
  const written = writtenAt(document, ...label)
  return {
    key: keyOfFact(written.text),
    label: written,
    value: writtenAt(document, from, end),
    raw: document.text.slice(from, end).trim(),
    items: splitItems(document, from, end),
    form,
  }
}

/** `Ada Byron, Grace Murray` → each of them at its place. */
function splitItems(document: Document, from: number, to: number): Fact['items'] {
  const raw = document.text.slice(from, to)
  const items: Fact['items'] = []
  let start = 0
  // A comma in code or in braces, `{a,b}.ts`, parts nothing.
  const ends = [...raw.matchAll(/`[^`]*`|\{[^}]*\}|[,;]/g)].filter(([found]) => found.length === 1)
  for (const end of [...ends, { index: raw.length }]) {
    const item = writtenAt(document, from + start, from + end.index)
    if (item.text !== '') items.push(item)
    start = end.index + 1
  }
  return items
}

interface Line {
  text: string
  offset: number
}

function linesBetween({ text }: Document, from: number, to: number): Line[] {
  const lines: Line[] = []
  let offset = from
  for (const end of [...text.slice(from, to).matchAll(/\r\n|\n|\r/g)]) {
    lines.push({ text: text.slice(offset, from + end.index), offset })
    offset = from + end.index + end[0].length
  }
  return [...lines, { text: text.slice(offset, to), offset }]
}

/** Two columns of label and value, or one row of labels above one of values. */
function readTable(document: Document, table: Table): Fact[] {
  const rows = table.children.map((row) =>
    row.children.map(({ children }) => {
      const first = children[0]
      const last = children.at(-1)
      return first && last ? { from: spanOf(first).offset, to: spanOf(last).endOffset } : null
    }),
  )
  const text = (cell: (typeof rows)[number][number] | undefined): string =>
    cell ? writtenAt(document, cell.from, cell.to).text.replace(/:$/, '') : ''
  const [head = [], second = []] = rows
  const across = head.length > 1 && head.every((cell) => keyOfFact(text(cell)) !== null)
  const pairs = across
    ? head.map((label, column) => [label, second[column]])
    : rows.map(([label, value]) => [label, value])
  return pairs.flatMap(([label, value]) => {
    if (!label || !value || keyOfFact(text(label)) === null) return []
    return [factAt(document, { label: [label.from, label.to], form: 'table', ...value })]
  })
}

/** `## Status` with its text below, as in adr-tools. */
function readSection(document: Document, section: Section): Fact | null {
  const key = keyOfFact(keyOf(section.title))
  const [first] = section.body
  if (!first || !['status', 'date', 'deciders'].includes(key ?? '')) return null
  const last = section.body.at(-1) ?? first
  const { offset, endOffset } = section.span
  const fact = factAt(document, {
    label: [offset, endOffset],
    form: 'heading',
    from: spanOf(first).offset,
    to: spanOf(last).endOffset,
  })
  const line = linesBetween(document, spanOf(first).offset, spanOf(first).endOffset)[0]
  if (!line) return fact
  const value = line.text.replace(/^[-*+][ \t]+/, '')
  const from = line.offset + line.text.length - value.length
  return { ...fact, key, value: writtenAt(document, from, line.offset + line.text.length) }
}
