import type { DecisionMatrix } from '../../evidence/verdicts.ts'
import { printNumber } from '../../quantity/print-number.ts'
import { type Html, html } from '../html.ts'

/** The way of the greatest total; a picture is as wide as its page. */
const width = 1000

/** The options of a decision by their totals, each made of what its criteria give, and how far the decision is from another. */
export function drawMatrix(matrix: DecisionMatrix): Html | null {
  const totals = matrix.options.map(({ total }) => total)
  const most = Math.max(...totals.map((total) => total ?? 0))
  if (!(most > 0) || totals.some((total) => total === null)) return null
  const scale = (value: number): number => (value / most) * width
  const rows = matrix.options.map((option) => drawOption(matrix, option, scale))
  return html`<figure class="matrix not-content"><div class="matrix-rows" role="img" aria-label="${describeMatrix(matrix)}">${rows}</div>
<ul class="matrix-legend">${matrix.criteria.map(({ name, weight }, at) => html`<li><svg class="swatch criterion-${at % 6}" viewBox="0 0 12 12" width="12" height="12" aria-hidden="true"><rect width="12" height="12"/></svg>${name}, ${weight.text}</li>`)}</ul>
<figcaption>${drawMargin(matrix)}</figcaption>${drawFlips(matrix)}</figure>`
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
  return html`<span class="${isChosen ? 'option chosen' : 'option'}">${option.name}</span><svg viewBox="0 0 ${width} 28" preserveAspectRatio="none" aria-hidden="true" focusable="false">${parts}${range}</svg><span class="${at === winner ? 'total chosen' : 'total'}">${print(option.total)}${isChosen ? ' ✓' : ''}</span>`
}

function drawMargin({
  options,
  winner,
  runnerUp,
  margin,
  nearest,
  criteria,
}: DecisionMatrix): Html {
  const first = winner === null ? undefined : options[winner]
  const second = runnerUp === null ? undefined : options[runnerUp]
  if (!first || !second || margin === null) return html`The options cannot be told apart.`
  const criterion = nearest === null ? undefined : criteria[nearest]
  const flip = criterion?.flip
  const judged = criteria.flatMap(({ scores }) => scores).filter(({ name }) => name === null).length
  const all = criteria.reduce((sum, { scores }) => sum + scores.length, 0)
  return html`${first.name} leads ${second.name} by ${print(margin)}. ${
    flip && criterion
      ? html`It takes the least to turn this by the weight of ${criterion.name}: at ${percent(flip.weight)} instead of ${criterion.weight.text}, ${options[flip.option]?.name ?? 'another option'} wins.`
      : html`No weight of a single criterion turns this.`
  } ${judged === 0 ? html`Every score rests on a name.` : html`${judged} of ${all} scores are judged by the deciders and rest on no name.`}`
}

function drawFlips({ criteria, options }: DecisionMatrix): Html {
  return html`<details><summary>What would turn the decision</summary><table><thead><tr><th scope="col">Criterion</th><th scope="col">Weight</th><th scope="col">Turns at</th><th scope="col">Then wins</th></tr></thead><tbody>${criteria.map(
    ({ name, weight, flip }) =>
      html`<tr><th scope="row">${name}</th><td>${weight.text}</td><td>${flip === null ? 'no weight' : percent(flip.weight)}</td><td>${flip === null ? '' : (options[flip.option]?.name ?? '')}</td></tr>`,
  )}</tbody></table></details>`
}

export function describeMatrix(matrix: DecisionMatrix): string {
  const totals = matrix.options.map(({ name, total }) => `${name} ${print(total)}`)
  return `Weighted totals: ${totals.join(', ')}. ${drawMargin(matrix).text.replace(/<[^>]*>/g, '')}`
}

const print = (value: number | null): string =>
  value === null ? 'none' : printNumber(value, { digits: 3 })

const percent = (share: number): string => `${printNumber(share * 100, { digits: 3 })} %`

const round = (value: number): number => Math.round(value * 10) / 10
