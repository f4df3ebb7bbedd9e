import type { Image, Root } from 'mdast'
import { visit } from 'unist-util-visit'
import type { DrawnDecision, JudgedPlot } from '../../evidence/verdicts.ts'
import { pageAddress } from '../address.ts'
import { type Html, html } from '../html.ts'
import { liveDocuments } from '../live-documents.ts'
import { drawStanding } from '../marks.ts'
import { describeMoving, describePlot, drawPlot, tableOfPlot } from '../plots/figure.ts'
import { drawFlips, drawTotals, drawWeighed } from '../plots/matrix.ts'
import { sayMargin } from '../plots/matrix-words.ts'
import { drawFolded } from '../plots/wide.ts'
import { liveSlot, noSlot, type Slot } from '../plots/words.ts'
import { provenanceLabels, type Standing, standingOf } from '../verdicts.ts'
import { markup } from './nodes.ts'
import type { Page } from './page.ts'

/** `![Delivery times](plot:delivery)` → a figure with the picture, its words, its standing and its data. */
export function drawPlots(tree: Root, page: Page): void {
  visit(tree, 'paragraph', (node, index, parent) => {
    const image = node.children[0]
    if (node.children.length !== 1 || image?.type !== 'image') return
    if (!image.url.startsWith('plot:') || parent === undefined || index === undefined) return
    parent.children.splice(index, 1, markup(drawFigure(plotAt(image, page), page)))
  })
}

/** The verdict for exactly this place and name; a document that changed since has none. */
function plotAt(image: Image, { verdicts, linesAbove }: Page): JudgedPlot {
  const name = image.url.slice('plot:'.length)
  const line = (image.position?.start.line ?? 0) + linesAbove
  const found = verdicts?.plots.find((plot) => plot.place.line === line && plot.name === name)
  return (
    found ?? {
      place: { line, column: 1, endLine: line, endColumn: 1 },
      words: image.alt ?? '',
      name,
      provenance: 'calculated',
      verdict: 'untested',
      reason: verdicts === null ? 'no check has run yet' : 'the document changed since',
      drawing: null,
      decision: null,
    }
  )
}

function drawFigure(plot: JudgedPlot, page: Page): Html {
  const { verdicts } = page
  const standing = standingOf({ verdict: plot.verdict, refuted: false }, verdicts?.status ?? null)
  const reason = plot.reason === null ? '' : `: ${plot.reason}`
  const state = html`<span class="plot-standing">${drawStanding(standing)} ${provenanceLabels[plot.provenance]}, <code>${plot.name}</code>${reason}</span>`
  if (plot.decision !== null) return drawDecision(plot, plot.decision, { state, standing, page })
  const isMoving =
    plot.drawing !== null &&
    plot.provenance !== 'measured' &&
    liveDocuments(page.root, page.path) !== null
  const moving = isMoving ? html` data-plot="${plot.name}"` : null
  return html`<figure class="plot not-content" data-standing="${standing}"${moving}>${drawPicture(plot, isMoving)}<figcaption><span>${plot.words}</span> ${state}${isMoving ? kept : null}</figcaption>${drawTable(plot, isMoving ? liveSlot : noSlot)}</figure>`
}

const kept = html` <span class="plot-kept">Drawn with the inputs of the document, not with yours.</span>`

interface Around {
  state: Html
  standing: Standing
  page: Page
}

/** A record's matrix on another page: with what the record's own page shows as a table, and the way there. */
function drawDecision(
  { words, name }: JudgedPlot,
  { path, title, matrix }: DrawnDecision,
  { state, standing, page }: Around,
): Html {
  const address = pageAddress(page.settings.base, path)
  const record = address === null ? html`${title}` : html`<a href="${address}">${title}</a>`
  return html`<figure class="matrix shown not-content" data-standing="${standing}" data-plot="${name}">${drawTotals(matrix)}
<figcaption><span class="matrix-words"><span>${words}</span> ${state}</span><span>${record}. ${sayMargin(matrix)}</span><span class="plot-kept">This is what was decided. With your inputs “<span data-member="winner"></span>” leads “<span data-member="runnerUp"></span>” by <span data-member="margin"></span>.</span></figcaption>${drawWeighed(matrix)}${drawFlips(matrix)}</figure>`
}

function drawPicture(plot: JudgedPlot, isMoving: boolean): Html | null {
  if (plot.drawing === null) return null
  const label = isMoving ? html` data-label="${describeMoving(plot)}"` : null
  return html`<div class="drawing" role="img" tabindex="0" aria-label="${describePlot(plot)}"${label}>${drawPlot(plot.drawing, isMoving ? liveSlot : noSlot)}</div>`
}

function drawTable({ drawing }: JudgedPlot, slot: Slot): Html | null {
  if (drawing === null) return null
  const { head, rows } = tableOfPlot(drawing, slot)
  return drawFolded(
    'The data as a table',
    html`<table><thead><tr>${head.map((each) => (each === '' ? html`<td></td>` : html`<th scope="col">${each}</th>`))}</tr></thead><tbody>${rows.map(
      ([first, ...others]) =>
        html`<tr><th scope="row"${first?.slot}>${first?.text}</th>${others.map((each) => html`<td${each.slot}>${each.text}</td>`)}</tr>`,
    )}</tbody></table>`,
  )
}
