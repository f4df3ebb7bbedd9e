import type { Heading, Paragraph, PhrasingContent, Root } from 'mdast'
import { toString as textOf } from 'mdast-util-to-string'

/** What a page says about itself before its text begins. */
export interface PageHead {
  title: string
  /** The first sentences of the text, for search engines and link previews. */
  description: string
}

/** One bold line, `**Date**: 2026-11-02`, with the nodes of its value. */
export interface FactLine {
  label: string
  value: PhrasingContent[]
}

export function readPageHead(tree: Root): PageHead {
  const heading = findTitle(tree)
  return { title: heading === null ? '' : textOf(heading).trim(), description: describe(tree) }
}

export function findTitle(tree: Root): Heading | null {
  const found = tree.children.find((node) => node.type === 'heading' && node.depth === 1)
  return found?.type === 'heading' ? found : null
}

/** The paragraph of bold lines straight below the title; null where there is none. */
export function findFacts(tree: Root): Paragraph | null {
  const title = findTitle(tree)
  const next = title === null ? undefined : tree.children[tree.children.indexOf(title) + 1]
  return next?.type === 'paragraph' && readFactLines(next).length > 0 ? next : null
}

/** Every line of such a paragraph; empty as soon as one line does not begin with a bold label and a colon. */
export function readFactLines(paragraph: Paragraph | null): FactLine[] {
  if (paragraph === null) return []
  const lines = splitLines(paragraph.children)
  const facts = lines.map(readFactLine)
  return facts.every((fact) => fact !== null) ? facts : []
}

function splitLines(nodes: PhrasingContent[]): PhrasingContent[][] {
  const lines: PhrasingContent[][] = [[]]
  for (const node of nodes) {
    if (node.type === 'break') lines.push([])
    else if (node.type !== 'text') lines.at(-1)?.push(node)
    else
      for (const [at, value] of node.value.split('\n').entries()) {
        if (at > 0) lines.push([])
        if (value !== '') lines.at(-1)?.push({ type: 'text', value })
      }
  }
  return lines.filter((line) => line.length > 0)
}

/** Accepts the colon inside the bold text and behind it. */
function readFactLine(line: PhrasingContent[]): FactLine | null {
  const [label, ...value] = line
  if (label?.type !== 'strong') return null
  const name = textOf(label).trim()
  const first = value[0]
  if (name.endsWith(':')) return { label: name.slice(0, -1), value }
  if (first?.type !== 'text' || !/^\s*:/.test(first.value)) return null
  const rest = first.value.replace(/^\s*:\s*/, '')
  const head: PhrasingContent[] = rest === '' ? [] : [{ type: 'text', value: rest }]
  return { label: name, value: [...head, ...value.slice(1)] }
}

const descriptionLength = 155

function describe(tree: Root): string {
  const facts = findFacts(tree)
  const first = tree.children.find((node) => node.type === 'paragraph' && node !== facts)
  const text = first === undefined ? '' : textOf(first).replace(/\s+/g, ' ').trim()
  if (text.length <= descriptionLength) return text
  return `${text.slice(0, descriptionLength).replace(/\s+\S*$/, '')} …`
}
