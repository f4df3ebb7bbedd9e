import type { Root } from 'mdast'
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table'
import { gfmTable } from 'micromark-extension-gfm-table'
import { remark } from 'remark'
import remarkFrontmatter from 'remark-frontmatter'
import remarkGfm from 'remark-gfm'
import type { Processor } from 'unified'
import { placeFoundAddresses } from './found-addresses.ts'
import { nodesOf } from './tree.ts'

type Parser = Processor<Root, undefined, undefined, Root, string>

/**
 * The one Markdown dialect: CommonMark with tables, as GitHub shows it.
 * A single tilde stays a tilde, since `~50 to ~60` is a statement and no deletion.
 */
export const whole: Parser = remark()
  .use(remarkFrontmatter)
  .use(remarkGfm, { singleTilde: false })
  .freeze()

/** The same without what few documents hold, which costs a third of the time of reading all of them. */
const plain: Parser = remark().use(remarkFrontmatter).use(tables).freeze()

export function parseMarkdown(text: string): Root {
  if (!rare.test(text)) {
    const tree = plain.parse(text)
    if (!holdsAddress(tree)) return tree
  }
  const tree = whole.parse(text)
  placeFoundAddresses(tree, text)
  return tree
}

/** What may begin a deletion, a footnote or a task; without it there is none. */
const rare = /~~|\[\^|\[(?:[ \txX]|[\r\n][\s>]*)\]/

/** Addresses become links only where text stands, and not in the targets of links. */
const address = /www\.|https?:\/\/|@/i

const holdsAddress = (tree: Root): boolean =>
  nodesOf(tree, 'text').some(({ value }) => address.test(value))

function tables(this: Processor): void {
  const data = this.data()
  data.micromarkExtensions = [...(data.micromarkExtensions ?? []), gfmTable()]
  data.fromMarkdownExtensions = [...(data.fromMarkdownExtensions ?? []), gfmTableFromMarkdown()]
}
