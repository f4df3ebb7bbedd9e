import type { Nodes } from 'mdast'
import { visit } from 'unist-util-visit'
import { expect, it } from 'vitest'
import { parseMarkdown } from '../../src/document/markdown.ts'

/** What the text nodes and links of a document cover of what was written. */
function covered(text: string): string[] {
  const found: string[] = []
  visit(parseMarkdown(text), (node: Nodes) => {
    const { start, end } = node.position ?? {}
    if (node.type !== 'text' && node.type !== 'link') return
    found.push(
      `${node.type} ${start?.line}:${start?.column} ${text.slice(start?.offset, end?.offset)}`,
    )
  })
  return found
}

it('an address that only the finished tree shows has a place, and so has the text around it', () => {
  expect(covered('first\n[re [ref]: https://example.org/50 "title"')).toEqual([
    'text 1:1 first\n[re [ref]: ',
    'link 2:12 https://example.org/50',
    'text 2:12 https://example.org/50',
    'text 2:34  "title"',
  ])
})

it.each([
  ['~~gone~~', 'delete'],
  ['-\n  [ ] task', 'list'],
  ['a[^1]\n\n[^1]: note', 'footnoteDefinition'],
  ['see www.example.org', 'link'],
  ['to a@b.example', 'link'],
  ['at HTTPS://example.org', 'link'],
  ['a | b\n--- | ---\n1 | 2', 'table'],
])('%j holds a %s, as GitHub shows it', (text, type) => {
  const types = new Set<string>()
  visit(parseMarkdown(text), (node: Nodes) => {
    types.add(node.type)
    if (node.type === 'listItem' && text.includes('[ ]')) expect(node.checked).toBe(false)
  })
  expect(types).toContain(type)
})
