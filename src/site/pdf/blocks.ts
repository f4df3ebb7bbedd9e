import type { AlignType, Code, List, Paragraph, RootContent, Table } from 'mdast'
import { toString as textOf } from 'mdast-util-to-string'
import { readFenceUse } from '../../document/fence-use.ts'
import type { Chapter } from './chapter.ts'
import { printInline } from './inline.ts'
import { printDiagram, printPlot } from './pictures.ts'
import { call, callEach, quoted, type Typst, words } from './typst.ts'

/** The blocks of a chapter, in order. */
export async function printBlocks(nodes: RootContent[], chapter: Chapter): Promise<Typst> {
  const printed: Typst[] = []
  for (const [at, node] of nodes.entries()) {
    const block = await printBlock(node, chapter)
    const opens = nodes[at - 1]?.type === 'heading' && node.type === 'paragraph'
    if (opens) printed.push(together(printed.pop() ?? '', block))
    else if (block !== '') printed.push(block)
  }
  return printed.join('\n\n')
}

/** A heading with what it opens. Notes would else push the paragraph to the next page, and leave the heading alone. */
const together = (heading: Typst, opening: Typst): Typst =>
  call('block', { breakable: 'false', above: '1.4em', below: '1.05em' }, `${heading}\n\n${opening}`)

async function printBlock(node: RootContent, chapter: Chapter): Promise<Typst> {
  switch (node.type) {
    case 'heading':
      return call(
        'heading',
        { level: String(Math.max(2, node.depth)) },
        printInline(node.children, chapter),
      )
    case 'paragraph': {
      const [only, ...others] = node.children
      const isPlot = only?.type === 'image' && only.url.startsWith('plot:') && others.length === 0
      return isPlot ? printPlot(only, chapter) : printParagraph(node, chapter)
    }
    case 'list':
      return printList(node, chapter)
    case 'table':
      return printTable(node, chapter)
    case 'code':
      return printCode(node, chapter)
    case 'blockquote':
      return call('quote', { block: 'true' }, await printBlocks(node.children, chapter))
    case 'thematicBreak':
      return '#line(length: 100%, stroke: 0.4pt);'
    case 'definition':
    case 'yaml':
      return ''
    case 'html':
      if (node.value.startsWith('<!--')) return ''
      break
    default:
      break
  }
  const line = node.position?.start.line ?? 1
  throw new Error(`${chapter.path}:${line}:1 the PDF of the report cannot show ${node.type}`)
}

/** Whole on one page: where notes fill the page, its last line would else go to the next one alone. */
function printParagraph(node: Paragraph, chapter: Chapter): Typst {
  const printed = printInline(node.children, chapter)
  if (!printed.includes('#footnote[')) return printed
  return call('block', { breakable: 'false', spacing: '1.05em' }, call('par', {}, printed))
}

async function printList(node: List, chapter: Chapter): Promise<Typst> {
  const items: Typst[] = []
  for (const item of node.children) items.push(await printBlocks(item.children, chapter))
  const start = node.start ?? 1
  return node.ordered
    ? callEach('enum', { start: String(start) }, items)
    : callEach('list', {}, items)
}

function printTable(node: Table, chapter: Chapter): Typst {
  const rows = node.children.map((row) =>
    row.children.map((cell) => printInline(cell.children, chapter)),
  )
  const [head = [], ...body] = rows
  const cells = [
    `table.header(${head.map((cell) => `[${cell}]`).join(', ')})`,
    ...body.map((row) => head.map((_, at) => `[${row[at] ?? ''}]`).join(', ')),
  ]
  return `#table(columns: (${widthsOf(node).join(', ')}), align: (${head.map((_, at) => alignment(node.align?.[at])).join(', ')},), ${cells.join(', ')});`
}

/** In characters: `C, gateway`. */
const shortText = 12

const alignment = (align: AlignType | undefined): Typst =>
  align === 'right' ? 'right' : align === 'center' ? 'center' : 'left'

/** Short columns take what they need, the others share the rest as their words ask for it. */
function widthsOf(node: Table): Typst[] {
  const columns = node.children[0]?.children.length ?? 1
  return Array.from({ length: columns }, (_, at) => {
    const texts = node.children.map((row) => textOf(row.children[at] ?? { type: 'text' }))
    const longest = Math.max(...texts.map((text) => text.length))
    if (longest <= shortText) return 'auto'
    const word = Math.max(...texts.flatMap((text) => text.split(/\s/)).map(({ length }) => length))
    return `${Math.ceil(Math.max(8, word * 1.5, 6 * Math.sqrt(longest)))}fr`
  })
}

async function printCode(node: Code, chapter: Chapter): Promise<Typst> {
  if (node.lang === 'mermaid') return printDiagram(node, chapter)
  const use = readFenceUse(node.lang ?? '', node.meta ?? '')
  if ('use' in use && use.use === 'calculation' && use.hidden) return ''
  // A footnote names the line that computes a number; what else is derived prepares figures.
  if ('use' in use && use.use === 'derived') return ''
  const note =
    'use' in use && use.use === 'sketch'
      ? `${call('emph', {}, words(`A sketch, not run: ${use.reason}`))}\n\n`
      : ''
  const language = node.lang ? `lang: ${quoted(node.lang)}, ` : ''
  return `${note}#raw(block: true, ${language}${quoted(node.value)});`
}
