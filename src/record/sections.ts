import type { Heading, List, ListItem, RootContent } from 'mdast'
import type { Document } from '../document/document.ts'
import { spanOf } from '../document/span.ts'
import type { Section, Written } from './record.ts'
import { plain, writtenAt } from './written.ts'

/** The sections below the title, each with the ones below it. */
export function readSections(document: Document): Section[] {
  const top: Section[] = []
  const open: Section[] = []
  const title = titleHeading(document)
  for (const node of document.tree.children) {
    if (node === title) continue
    if (node.type !== 'heading') {
      open.at(-1)?.body.push(node)
      continue
    }
    while ((open.at(-1)?.depth ?? 0) >= node.depth) close(open, spanOf(node).offset)
    const section = sectionOf(document, node)
    const siblings = open.at(-1)?.parts ?? top
    siblings.push(section)
    open.push(section)
  }
  while (open.length > 0) close(open, document.text.length)
  return top
}

function close(open: Section[], endOffset: number): void {
  const section = open.pop()
  if (section) section.endOffset = endOffset
}

function sectionOf(document: Document, node: Heading): Section {
  const span = spanOf(node)
  return {
    title: headingText(document, node),
    depth: node.depth,
    span,
    body: [],
    parts: [],
    endOffset: document.text.length,
  }
}

/** The first heading of the first level. */
export function titleHeading(document: Document): Heading | null {
  const found = document.tree.children.find((node) => node.type === 'heading' && node.depth === 1)
  return found?.type === 'heading' ? found : null
}

/** From the first character behind the marks of a heading to its last. */
export function headingWritten(document: Document, node: Heading): Written {
  const first = node.children[0]
  const last = node.children.at(-1)
  if (!first || !last) return writtenAt(document, spanOf(node).endOffset, spanOf(node).endOffset)
  return writtenAt(document, spanOf(first).offset, spanOf(last).endOffset)
}

const headingText = (document: Document, node: Heading): string =>
  headingWritten(document, node).text

/** The section with one of these titles, letter case and a trailing mark left aside. */
export function findSection(sections: readonly Section[], ...titles: string[]): Section | null {
  const found = sections.find(({ title }) => titles.includes(keyOf(title)))
  return found ?? null
}

/** `Pros and Cons of the Options *(optional)*` → `pros and cons of the options`. */
export const keyOf = (title: string): string =>
  plain(title)
    .replace(/\(optional\)|<!--.*?-->/gi, '')
    .replace(/^\d+(\.\d+)*[.)]?\s+/, '')
    .replace(/[\s:.]+$/, '')
    .trim()
    .toLowerCase()

/** The bullets of a section, those of its parts included. */
export function bulletsOf(section: Section): ListItem[] {
  const lists = section.body.filter((node): node is List => node.type === 'list')
  return [...lists.flatMap(({ children }) => children), ...section.parts.flatMap(bulletsOf)]
}

/** The first paragraph of a bullet, without what is listed below it. */
export function bulletWritten(document: Document, item: ListItem): Written {
  const first = item.children[0]
  const { offset, endOffset } = spanOf(first ?? item)
  if (first?.type === 'paragraph') return writtenAt(document, offset, endOffset)
  return writtenAt(document, offset, first === undefined ? endOffset : offset)
}

/** Whether anything stands below a heading but comments. */
export function isEmpty(section: Section): boolean {
  return section.body.every((node) => isComment(node) || isBare(node)) && section.parts.length === 0
}

/** Bullets with nothing behind them. */
const isBare = (node: RootContent): boolean =>
  node.type === 'list' && node.children.every(({ children }) => children.length === 0)

const isComment = (node: RootContent): boolean =>
  node.type === 'html' && node.value.trimStart().startsWith('<!--')
