import type { Document } from '../document/document.ts'
import { spanOf } from '../document/span.ts'
import { keyOfFact } from './fact-keys.ts'
import type { Fact, Written } from './record.ts'
import { spanBetween } from './written.ts'

/** `key: value`, `key: [a, b]` and `key:` with a list below it: what records have in front matter. */
export function readFrontMatter(document: Document): Fact[] {
  const node = document.tree.children[0]
  if (node?.type !== 'yaml') return []
  const { offset, endOffset } = spanOf(node)
  const facts: Fact[] = []
  for (const line of document.text.slice(offset, endOffset).matchAll(/^(.*?)\r?$/gm)) {
    const text = line[1] ?? ''
    const start = offset + line.index
    const pair = text.match(/^([A-Za-z][\w -]*?)[ \t]*:(?:[ \t]+|$)/)
    const bullet = text.match(/^[ \t]*-[ \t]+/)
    const last = facts.at(-1)
    if (pair?.[1] !== undefined) facts.push(pairAt(document, start, [pair[1], pair[0], text]))
    else if (bullet && last?.form === 'front matter')
      last.items.push(scalarAt(document, start + bullet[0].length, text.slice(bullet[0].length)))
  }
  return facts.map((fact) => (fact.value.text === '' ? joined(fact) : fact))
}

function pairAt(
  document: Document,
  start: number,
  [label, head, text]: [string, string, string],
): Fact {
  const from = start + head.length
  const value = scalarAt(document, from, text.slice(head.length))
  return {
    key: keyOfFact(label),
    label: { text: label, span: spanBetween(document, start, start + label.length) },
    value,
    raw: value.text,
    items: itemsOf(document, value),
    form: 'front matter',
  }
}

/** Without quotes and without a comment behind it. */
function scalarAt(document: Document, from: number, text: string): Written {
  const quoted = text.match(/^(['"])(.*)\1[ \t]*(?:#.*)?$/)
  const value = quoted?.[2] ?? text.replace(/(^|[ \t]+)#.*$/, '').trimEnd()
  const start = from + (quoted ? 1 : 0)
  return {
    text: quoted?.[1] === "'" ? value.replaceAll("''", "'") : value.replace(/\\(["\\])/g, '$1'),
    span: spanBetween(document, start, start + value.length),
  }
}

function itemsOf(document: Document, { text, span }: Written): Written[] {
  const list = text.match(/^\[(.*)\]$/)?.[1]
  const inner = list ?? text
  const shift = span.offset + (list === undefined ? 0 : 1)
  const items: Written[] = []
  for (const part of inner.matchAll(/"[^"]*"|'[^']*'|[^,;]+/g)) {
    const blank = part[0].length - part[0].trimStart().length
    const item = scalarAt(document, shift + part.index + blank, part[0].trim())
    if (item.text !== '') items.push(item)
  }
  return items
}

/** A list below its key reads as one value too. */
const joined = (fact: Fact): Fact => {
  const text = fact.items.map((item) => item.text).join(', ')
  const first = fact.items[0]
  return { ...fact, raw: text, value: first ? { text, span: first.span } : fact.value }
}
