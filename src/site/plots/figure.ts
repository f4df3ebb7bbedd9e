import type { Drawing, JudgedPlot } from '../../evidence/verdicts.ts'
import { isLike } from '../../quantity/likeness.ts'
import { printNumber } from '../../quantity/print-number.ts'
import type { Html } from '../html.ts'
import { drawBars } from './bars.ts'
import { drawLines, greatest } from './lines.ts'
import {
  inUnit,
  type NumberAt,
  nameOf,
  noSlot,
  type PlotUnit,
  plotUnit,
  printAmount,
  printIn,
} from './words.ts'

/** The value of a plot as SVG. Its colours are variables of the page, for light, dark and print. */
export function drawPlot(drawing: Drawing, slot = noSlot): Html {
  return drawing.shape === 'bars' ? drawBars(drawing, slot) : drawLines(drawing, slot)
}

type Described = Pick<JudgedPlot, 'words' | 'drawing'>
/** How a number of the drawing is said, with its unit. */
type Say = (value: number, unit: string, at: NumberAt) => string

/** What a plot shows, for who does not see it: its words, then its ends. */
export const describePlot = (plot: Described): string => describe(plot, printAmount)

/** The same with places in braces, for the numbers of moved inputs. */
export const describeMoving = (plot: Described): string =>
  describe(plot, (value, unit, at) => {
    const { name, factor } = plotUnit(Math.abs(value), unit)
    return `{${[...at, factor].join(' ')}} ${name}`.trim()
  })

function describe({ words, drawing }: Described, say: Say): string {
  if (drawing === null) return words
  return `${words}. ${drawing.series.map((_, at) => describeSeries(drawing, at, say)).join('; ')}.`
}

function describeSeries({ shape, unit, along, series }: Drawing, line: number, say: Say): string {
  const { name = '', points = [] } = series[line] ?? {}
  const amountAt = (place: number): string => say(points[place]?.[1] ?? 0, unit, [line, place, 1])
  const label = name === '' ? '' : `${nameOf(name)}: `
  if (shape === 'bars') return label + amountAt(0)
  if (shape === 'curves') {
    const amountOf = (share: number): string => amountAt(placeOf(points, share))
    return `${label}half at most ${amountOf(0.5)}, 99 % at most ${amountOf(0.99)}`
  }
  const end = (place: number): string => {
    const where = say(points[place]?.[0] ?? 0, along?.unit ?? '1', [line, place, 0])
    return `${amountAt(place)} at ${where}`
  }
  return `${label}${end(0)}, ${end(points.length - 1)}`
}

/** A text of a table, and which number stands in it. */
export interface Cell {
  text: string
  slot: Html | null
}

/** The points as a table, for reading and for copying: units stand in its head, as they do at the axes. */
export function tableOfPlot(drawing: Drawing, slot = noSlot): { head: string[]; rows: Cell[][] } {
  const { shape, unit, along, series } = drawing
  const up = plotUnit(greatest(series, 1), unit)
  const right = plotUnit(greatest(series, 0), along?.unit ?? '1')
  const cell = (at: NumberAt, value: number, shown: PlotUnit): Cell => ({
    text: printIn(value, shown),
    slot: slot(at, shown),
  })
  const amount = (line: number, place: number): Cell => {
    const found = series[line]?.points[place]
    return found ? cell([line, place, 1], found[1], up) : words('')
  }
  if (shape === 'bars')
    return {
      head: ['', inUnit(unit === '1' ? 'value' : 'amount', up)],
      rows: series.map(({ name }, line) => [words(nameOf(name)), amount(line, 0)]),
    }
  const points = series[0]?.points ?? []
  const first = (x: number, place: number): Cell =>
    along === null ? words(`${printNumber(x * 100)} %`) : cell([0, place, 0], x, right)
  return {
    head: [
      along === null ? 'share' : inUnit(nameOf(along.name), right),
      ...series.map(({ name }) => inUnit(name === '' ? 'at most' : nameOf(name), up)),
    ],
    rows: points.flatMap(([x], place) =>
      shape === 'curves' && !tailShares.some((share) => isLike(share, x))
        ? []
        : [[first(x, place), ...series.map((_, line) => amount(line, place))]],
    ),
  }
}

const tailShares = [0.5, 0.9, 0.95, 0.99, 0.999]

const words = (text: string): Cell => ({ text, slot: null })

const placeOf = (points: [number, number][], share: number): number =>
  points.findIndex(([each]) => isLike(each, share))
