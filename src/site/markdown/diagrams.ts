import type { Code, Root } from 'mdast'
import { visit } from 'unist-util-visit'
import { drawDiagram } from '../diagrams/draw.ts'
import { html, trusted } from '../html.ts'
import { markup } from './nodes.ts'
import type { Page } from './page.ts'

/** Each `mermaid` fence becomes a picture at build; the page needs no script and no browser draws it. */
export async function drawDiagrams(tree: Root, page: Page): Promise<void> {
  const found: { node: Code; replace: (value: string) => void }[] = []
  visit(tree, 'code', (node, index, parent) => {
    if (node.lang !== 'mermaid' || parent === undefined || index === undefined) return
    found.push({
      node,
      replace: (value) => parent.children.splice(index, 1, { type: 'html', value }),
    })
  })
  for (const { node, replace } of found) {
    const svg = await drawDiagram(page.root, node.value).catch((error: Error) => {
      const line = (node.position?.start.line ?? 0) + page.linesAbove
      throw new Error(`${page.path}:${line}:1 this diagram cannot be drawn: ${error.message}`)
    })
    replace(markup(drawFigure(svg, node.value)).value)
  }
}

function drawFigure(svg: string, source: string) {
  const words = describe(svg, source)
  const drawing = svg
    .replace(/^<svg /, '<svg aria-hidden="true" focusable="false" ')
    .replace(/ role="[^"]*"/, '')
  return html`<figure class="diagram not-content"><div class="drawing" role="img" tabindex="0" aria-label="${words}">${trusted(drawing)}</div>
<details><summary>Diagram as text</summary><pre>${source}</pre></details></figure>`
}

const kinds: Record<string, string> = {
  flowchart: 'Flow chart',
  graph: 'Flow chart',
  sequenceDiagram: 'Sequence of messages',
  stateDiagram: 'States',
  erDiagram: 'Entities',
  timeline: 'Timeline',
}

/** What its author says it shows, else its kind and every word in it, in the order in which it is drawn. */
function describe(svg: string, source: string): string {
  const stated = source.match(/^\s*acc(?:Descr|Title)\s*:\s*(.+)$/m)?.[1]
  if (stated !== undefined) return stated.trim()
  const kind = kinds[source.match(/^\s*([a-z]+)/i)?.[1] ?? ''] ?? 'Diagram'
  const texts = [...svg.matchAll(/<text[^>]*>([\s\S]*?)<\/text>/g)].map(([, inner = '']) =>
    inner
      .replace(/<[^>]*>/g, '')
      .replace(/\s+/g, ' ')
      .trim(),
  )
  const names = [...new Set(texts.filter((text) => text !== ''))]
  return `${kind}: ${names.map(decode).join(', ')}`
}

const decode = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
