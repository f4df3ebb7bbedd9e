import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Definition, Root } from 'mdast'
import { visit } from 'unist-util-visit'
import { parseMarkdown } from '../../document/markdown.ts'
import type { Verdicts } from '../../evidence/verdicts.ts'
import { readVerdicts } from '../verdicts.ts'

/** One page of the report, as the book prints it. */
export interface Chapter {
  root: string
  /** Of the document, relative to the root. */
  path: string
  title: string
  description: string
  /** Where it stands among the others, as its front matter says for the site. */
  order: number
  tree: Root
  definitions: Map<string, Definition>
  verdicts: Verdicts | null
  /** Documents that are chapters of the same book. */
  book: Set<string>
  /** The address below which the site is published; null where only a preview is built. */
  published: string | null
}

export function readChapter(
  root: string,
  path: string,
  { book, published }: Pick<Chapter, 'book' | 'published'>,
): Chapter {
  const text = readFileSync(join(root, path), 'utf8').replace(/^\uFEFF/, '')
  const tree = parseMarkdown(text)
  const definitions = new Map<string, Definition>()
  visit(tree, 'definition', (node) => {
    if (!definitions.has(node.identifier)) definitions.set(node.identifier, node)
  })
  const stated = (key: string): string =>
    text.match(
      new RegExp(`^---\\n[\\s\\S]*?^\\s*${key}:[ \\t]*(.+?)[ \\t]*$[\\s\\S]*?^---$`, 'm'),
    )?.[1] ?? ''
  const plain = (value: string): string => value.replace(/^(['"])(.*)\1$/, '$2')
  return {
    root,
    path,
    title: plain(stated('title')),
    description: plain(stated('description')),
    order: path.endsWith('/index.md') ? -1 : Number(stated('order') || '1000'),
    tree,
    definitions,
    verdicts: readVerdicts(root, path),
    book,
    published,
  }
}
