import type { Drawing } from '../../evidence/verdicts.ts'
import { type Html, html } from '../html.ts'
import { linearScale, round } from './scale.ts'
import { nameOf, plotUnit, printIn, type Slot } from './words.ts'

const width = 640
const rowHeight = 34
const label = 170
const right = 150

/** One bar a name, with its amount at its end. */
export function drawBars({ series, unit }: Drawing, slot: Slot): Html {
  const values = series.map(({ points }) => points[0]?.[1] ?? 0)
  const scale = linearScale(Math.max(...values, 0), { from: label, to: width - right })
  const shown = plotUnit(Math.max(...values, 0), unit)
  const height = series.length * rowHeight + 8
  const bars = series.map(({ name }, at) => {
    const y = at * rowHeight + 6
    const value = values[at] ?? 0
    const end = scale.at(Math.max(0, value))
    return html`<text class="name" x="${label - 10}" y="${y + 17}" text-anchor="end">${nameOf(name)}</text><g data-series=""><rect class="bar" x="${label}" y="${y + 3}" width="${round(Math.max(1, end - label))}" height="20"/><text class="amount" x="${round(end + 7)}" y="${y + 17}"><tspan${slot([at, 0, 1], shown)}>${printIn(value, shown)}</tspan> ${shown.name}</text></g>`
  })
  return html`<svg viewBox="0 0 ${width} ${height}" xmlns="http://www.w3.org/2000/svg" data-y="${scale.ends}"><line class="axis" x1="${label}" x2="${label}" y1="2" y2="${height - 4}"/>${bars}</svg>`
}
