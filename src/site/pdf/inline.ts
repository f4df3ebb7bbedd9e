import { posix } from 'node:path'
import type { Link, LinkReference, PhrasingContent } from 'mdast'
import { pageAddress } from '../address.ts'
import type { Chapter } from './chapter.ts'
import { printClaim } from './claims.ts'
import { call, labelOf, quoted, type Typst, words } from './typst.ts'

export const printInline = (nodes: PhrasingContent[], chapter: Chapter): Typst =>
  nodes.map((node) => printNode(node, chapter)).join('')

function printNode(node: PhrasingContent, chapter: Chapter): Typst {
  switch (node.type) {
    case 'text':
      return words(node.value.replace(/\s+/g, ' '))
    case 'strong':
      return call('strong', {}, printInline(node.children, chapter))
    case 'emphasis':
      return call('emph', {}, printInline(node.children, chapter))
    case 'delete':
      return call('strike', {}, printInline(node.children, chapter))
    case 'inlineCode':
      return `#raw(${quoted(node.value)});`
    case 'break':
      return '#linebreak();'
    case 'link':
      return printLink(node, node.url, chapter)
    case 'linkReference':
      return printLink(node, chapter.definitions.get(node.identifier)?.url ?? '', chapter)
    case 'html':
      if (node.value.startsWith('<!--')) return ''
      break
    default:
      break
  }
  const { line, column } = node.position?.start ?? { line: 1, column: 1 }
  throw new Error(
    `${chapter.path}:${line}:${column} the PDF of the report cannot show ${node.type} here`,
  )
}

function printLink(node: Link | LinkReference, url: string, chapter: Chapter): Typst {
  const content = printInline(node.children, chapter)
  if (/^(calc|measured|derived):/.test(url)) return printClaim(node, content, chapter)
  const target = targetOf(url, chapter)
  return target === null ? content : `#link(${target})[${content}];`
}

/** A chapter of the book, a page of the published site, an address of the world; null for what has none. */
function targetOf(url: string, { path, book, published }: Chapter): Typst | null {
  if (/^(https?|mailto):/.test(url)) return quoted(url)
  if (url === '' || url.startsWith('#') || /^[a-z]+:/.test(url)) return null
  const [file = '', fragment] = url.split('#')
  const document = posix.join(posix.dirname(path), decodeURI(file))
  if (book.has(document)) return `<${labelOf(document)}>`
  if (published === null) return null
  if (url.startsWith('/')) return quoted(published + url)
  const page = pageAddress('/', document)
  return page === null ? null : quoted(published + page + (fragment ? `#${fragment}` : ''))
}
