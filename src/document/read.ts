import type { Heading, Root, Yaml } from 'mdast'
import { toString as textOf } from 'mdast-util-to-string'
import type { Message } from '../message/message.ts'
import { readClaims } from './claims.ts'
import type { Document, DocumentKind } from './document.ts'
import { readFences } from './fences.ts'
import { parseMarkdown } from './markdown.ts'

/** Reads Markdown as a document. A byte order mark must be gone: editors do not count it as a column. */
export function readDocument(path: string, text: string, kind: DocumentKind): Document {
  const tree = parseMarkdown(text)
  const problems: Message[] = []
  const source = { path, text, lines: text.split(/\r\n|\n|\r/), tree, problems }
  const fences = readFences(source)
  const { claims, uncounted, plots } = readClaims(source)
  const title = titleOf(tree)
  return { path, text, kind, title, tree, fences, claims, uncounted, plots, problems }
}

/** What the readers of the parts of a document share. */
export interface Source {
  path: string
  text: string
  lines: string[]
  tree: Root
  problems: Message[]
}

/** `title:` of the front matter, else the first heading of the first level, else ''. */
function titleOf(tree: Root): string {
  const frontMatter = tree.children.find((node): node is Yaml => node.type === 'yaml')
  const stated = frontMatter?.value.match(/^title:[ \t]*(.*?)[ \t]*$/m)?.[1]
  if (stated) return stated.replace(/^(['"])(.*)\1$/, '$2')
  const heading = tree.children.find(
    (node): node is Heading => node.type === 'heading' && node.depth === 1,
  )
  return heading ? textOf(heading) : ''
}
