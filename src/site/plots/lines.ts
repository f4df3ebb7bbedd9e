import type { Drawing } from '../../evidence/verdicts.ts'
import { type Html, html } from '../html.ts'
import { dotsOn, linearScale, logScale, percentileScale, round, type Scale } from './scale.ts'
import { inUnit, nameOf, type PlotUnit, plotUnit, printIn, type Slot } from './words.ts'

const width = 640
const height = 320
const frame = { left: 64, right: 30, top: 34, bottom: 46 }
const across = { from: frame.left, to: width - frame.right }
const upwards = { from: height - frame.bottom, to: frame.top }

type Series = Drawing['series'][number]

/** Amounts by percentile, or along another amount. Units stand once, at the ends of their axes. */
export function drawLines({ series, unit, along, shape }: Drawing, slot: Slot): Html {
  const most = greatest(series, 1)
  const x = shape === 'curves' ? percentileScale(across) : scaleAlong(series)
  const y = linearScale(most, upwards)
  const up = plotUnit(most, unit)
  const right = plotUnit(greatest(series, 0), along?.unit ?? '1')
  const foot = along === null ? 'share of all' : inUnit(nameOf(along.name), right)
  /** A tick is its share of the factor by which its scale was stretched, which stands behind the series. */
  const stretched = (part: 0 | 1, tick: number, { name, factor }: PlotUnit): Html | null =>
    slot([series.length, 0, part], { name, factor: factor / tick })
  return html`<svg viewBox="0 0 ${width} ${height + legendHeight(series)}" xmlns="http://www.w3.org/2000/svg" data-x="${x.ends}" data-y="${y.ends}"><text class="title" x="${8}" y="16">${up.name === '' ? 'ratio' : up.name}</text>${gridOf(y, (tick) => html`<tspan${stretched(1, tick, up)}>${printIn(tick, up)}</tspan>`)}${footOf(x, (tick) => (along === null ? percent(tick) : html`<tspan${stretched(0, tick, right)}>${printIn(tick, right)}</tspan>`))}${series.map((each, at) => drawSeries(each, { x, y, at, dots: shape === 'lines' }))}<text class="title" x="${(across.from + across.to) / 2}" y="${height - 6}" text-anchor="middle">${foot}</text>${legendOf(series)}</svg>`
}

const percent = (share: number): string =>
  share === 0 ? 'least' : `${Number((share * 100).toFixed(1))} %`

function scaleAlong(series: Series[]): Scale {
  const values = series.flatMap(({ points }) => points.map(([x]) => x))
  const [least, most] = [Math.min(...values), Math.max(...values)]
  return least > 0 && most / least > 50
    ? logScale({ least, greatest: most }, across)
    : linearScale(most, across, 6)
}

export const greatest = (series: Series[], part: 0 | 1): number =>
  Math.max(...series.flatMap(({ points }) => points.map((point) => point[part])), 0)

function gridOf({ at, ticks }: Scale, name: (value: number) => Html | string): Html[] {
  return ticks.map((tick) => {
    const y = round(at(tick))
    return html`<line class="grid" x1="${across.from}" x2="${across.to}" y1="${y}" y2="${y}"/><text x="${frame.left - 8}" y="${y + 4}" text-anchor="end">${name(tick)}</text>`
  })
}

function footOf({ at, ticks }: Scale, name: (value: number) => Html | string): Html[] {
  return ticks.map((tick) => {
    const x = round(at(tick))
    return html`<line class="axis" x1="${x}" x2="${x}" y1="${upwards.from}" y2="${upwards.from + 5}"/><text x="${x}" y="${upwards.from + 19}" text-anchor="middle">${name(tick)}</text>`
  })
}

interface Drawn {
  x: Scale
  y: Scale
  at: number
  dots: boolean
}

function drawSeries({ points }: Series, { x, y, at, dots }: Drawn): Html {
  const places = points.map(([along, amount]) => `${round(x.at(along))} ${round(y.at(amount))}`)
  const way = places.join('L')
  return html`<g class="series series-${at % 5}" data-series=""><path d="M${way}"/>${dots ? html`<path class="dots" d="${dotsOn(way)}"/>` : null}</g>`
}

const perRow = 3
const legendHeight = (series: Series[]): number =>
  series.length < 2 ? 0 : Math.ceil(series.length / perRow) * 22 + 6

/** A stroke as it is drawn, so that dashes tell what colours alone would not. */
function legendOf(series: Series[]): Html[] {
  if (series.length < 2) return []
  return series.map(({ name }, at) => {
    const x = frame.left + (at % perRow) * 185
    const y = height + 14 + Math.floor(at / perRow) * 22
    return html`<g class="series series-${at % 5}"><path d="M${x} ${y}L${x + 28} ${y}"/></g><text x="${x + 36}" y="${y + 4}">${nameOf(name)}</text>`
  })
}
