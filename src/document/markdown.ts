import type { Root } from 'mdast'
import { remark } from 'remark'
import remarkFrontmatter from 'remark-frontmatter'
import remarkGfm from 'remark-gfm'
import type { Processor } from 'unified'

/**
 * The one Markdown dialect: CommonMark with tables, as GitHub shows it.
 * A single tilde stays a tilde, since `~50 to ~60` is a statement and no deletion.
 */
const processor: Processor<Root, undefined, undefined, Root, string> = remark()
  .use(remarkFrontmatter)
  .use(remarkGfm, { singleTilde: false })
  .freeze()

export const parseMarkdown = (text: string): Root => processor.parse(text)
