import type { DecisionMatrix } from '../../evidence/verdicts.ts'
import { type Html, html } from '../html.ts'
import {
  describeMatrix,
  plain,
  printScore,
  sayMargin,
  tableOfFlips,
  tableOfMatrix,
} from './matrix-words.ts'
import { drawFolded } from './wide.ts'

/** The way of the greatest that a total may reach; a picture is as wide as its page. */
const width = 1000

/** The options of a decision by their totals, each made of what its criteria give, and how far the decision is from another. */
export function drawMatrix(matrix: DecisionMatrix): Html | null {
  const totals = drawTotals(matrix)
  if (totals === null) return null
  return html`<figure class="matrix not-content">${totals}
<figcaption>${sayMargin(matrix)}</figcaption>${drawFlips(matrix)}</figure>`
}

/** A bar for each option; null where there is no total to draw. */
export function drawTotals(matrix: DecisionMatrix): Html | null {
  const totals = matrix.options.map(({ total }) => total)
  const most = Math.max(...matrix.options.map(({ total, high }) => Math.max(total ?? 0, high ?? 0)))
  if (!(most > 0) || totals.some((total) => total === null)) return null
  const scale = (value: number): number => (value / most) * width
  const rows = matrix.options.map((option) => drawOption(matrix, option, scale))
  return html`<div class="matrix-rows" role="img" aria-label="${describeMatrix(matrix)}">${rows}</div>
<ul class="matrix-legend">${matrix.criteria.map(({ name, weight }, at) => html`<li><svg class="swatch criterion-${at % 6}" viewBox="0 0 12 12" width="12" height="12" aria-hidden="true"><rect width="12" height="12"/></svg>${plain(name)}, ${weight.text}</li>`)}</ul>`
}

/** Words stay words, so that they can be read on a phone; only the bars grow and shrink with the page. */
function drawOption(
  { criteria, options, chosen, winner }: DecisionMatrix,
  option: DecisionMatrix['options'][number],
  scale: (value: number) => number,
): Html {
  const at = options.indexOf(option)
  const weights = criteria.reduce((sum, { weight }) => sum + (weight.value ?? 0), 0) || 1
  let x = 0
  const parts = criteria.map(({ weight, scores }, index) => {
    const part = scale(((weight.value ?? 0) / weights) * (scores[at]?.value ?? 0))
    const drawn = html`<rect class="criterion-${index % 6}" x="${round(x)}" y="0" width="${round(Math.max(0, part))}" height="24"/>`
    x += part
    return drawn
  })
  const range =
    option.low === null || option.high === null
      ? null
      : html`<line class="bounds" x1="${round(scale(option.low))}" x2="${round(scale(option.high))}" y1="27" y2="27"/>`
  const isChosen = chosen.includes(at)
  return html`<span class="${isChosen ? 'option chosen' : 'option'}">${plain(option.name)}</span><svg viewBox="0 0 ${width} 28" preserveAspectRatio="none" aria-hidden="true" focusable="false">${parts}${range}</svg><span class="${at === winner ? 'total chosen' : 'total'}">${printScore(option.total)}${isChosen ? ' ✓' : ''}</span>`
}

/** What is weighed, where the page does not show it, and what would turn the decision. */
export const drawWeighed = (matrix: DecisionMatrix): Html =>
  drawRows('The data as a table', tableOfMatrix(matrix))

export const drawFlips = (matrix: DecisionMatrix): Html =>
  drawRows('What would turn the decision', tableOfFlips(matrix))

function drawRows(summary: string, { head, rows }: { head: string[]; rows: string[][] }): Html {
  return drawFolded(
    summary,
    html`<table><thead><tr>${head.map((each) => html`<th scope="col">${each}</th>`)}</tr></thead><tbody>${rows.map(
      ([first, ...others]) =>
        html`<tr><th scope="row">${first}</th>${others.map((each) => html`<td>${each}</td>`)}</tr>`,
    )}</tbody></table>`,
  )
}

const round = (value: number): number => Math.round(value * 10) / 10
