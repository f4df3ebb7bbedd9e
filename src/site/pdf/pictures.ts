import { readFileSync } from 'node:fs'
import type { Code, Image } from 'mdast'
import type { JudgedPlot } from '../../evidence/verdicts.ts'
import { drawDiagram } from '../diagrams/draw.ts'
import { describePlot, drawPlot } from '../plots/figure.ts'
import { standingLabels, standingOf } from '../verdicts.ts'
import type { Chapter } from './chapter.ts'
import { printMatrix } from './matrices.ts'
import { call, quoted, type Typst, words } from './typst.ts'

/** A plot as the site draws it, in the colours of paper; one without values says why. */
export function printPlot(image: Image, chapter: Chapter): Typst {
  const line = image.position?.start.line ?? 0
  const plot = chapter.verdicts?.plots.find((each) => each.place.line === line)
  const caption = words(image.alt ?? '')
  if (plot?.decision) return printMatrix(plot.decision, caption + stateOf(plot))
  if (plot === undefined || plot.drawing === null)
    return call(
      'emph',
      {},
      `${caption}${words(` (not drawn: ${plot?.reason ?? 'no check has run'})`)}`,
    )
  const svg = String(drawPlot(plot.drawing)).replace('<svg ', '<svg class="plot" ')
  return figure(withStyle(svg), { alt: describePlot(plot), caption: caption + stateOf(plot) })
}

/** What holds needs no word. */
function stateOf({ verdict }: JudgedPlot): Typst {
  const standing = standingOf({ verdict, refuted: false })
  return standing === 'holds' ? '' : words(` (${standingLabels[standing].toLowerCase()})`)
}

export async function printDiagram(node: Code, chapter: Chapter): Promise<Typst> {
  const svg = await drawDiagram(chapter.root, node.value)
  const names = [...svg.matchAll(/<text[^>]*>([\s\S]*?)<\/text>/g)].map(([, inner = '']) =>
    inner
      .replace(/<[^>]*>/g, ' ')
      .replace(/\s+/g, ' ')
      .trim(),
  )
  const alt = node.value.match(/^\s*acc(?:Descr|Title)\s*:\s*(.+)$/m)?.[1] ?? names.join(', ')
  return figure(onPaper(svg), { alt, caption: '' })
}

function figure(svg: string, { alt, caption }: { alt: string; caption: Typst }): Typst {
  const image = `image(bytes(${quoted(svg)}), format: "svg", alt: ${quoted(alt)}, width: 88%)`
  return caption === '' ? `#align(center)[#${image}];` : `#figure(${image}, caption: [${caption}]);`
}

const styleOf = (name: string): string =>
  readFileSync(new URL(`../styles/${name}.css`, import.meta.url), 'utf8')

/** The page gives a plot its style; in a file of its own it has to bring it. */
function withStyle(svg: string): string {
  const rules = styleOf('plots')
    .replace(/@media[^{]*\{(?:[^{}]*\{[^{}]*\})*\s*\}/g, '')
    .replace(/\/\*[\s\S]*?\*\//g, '')
  const drawn = rules
    .split('}')
    .filter((rule) => /^\s*\.plot \.?(text|name|amount|grid|axis|bar|series)/.test(rule))
    .map((rule) => `${rule}}`)
    .join('')
  return onPaper(svg.replace('>', `><style>${drawn} text{font-family:"Libertinus Serif"}</style>`))
}

let paper: Map<string, string> | null = null

/** `var(--kelp)` → its colour by day: paper has no night. */
function onPaper(svg: string): string {
  paper ??= new Map(
    [
      ...styleOf('palette').matchAll(
        /(--[\w-]+):\s*(?:light-dark\(([^,]+),[^;]*\)|(var\([^)]*\)));/g,
      ),
    ].map(([, name = '', light, other]) => [name, (light ?? other ?? '').trim()]),
  )
  const colours = paper
  let text = svg
  for (let depth = 0; depth < 3 && text.includes('var('); depth++)
    text = text.replace(
      /var\((--[\w-]+)(?:,[^)]*)?\)/g,
      (whole, name) => colours.get(name) ?? whole,
    )
  return text
}
