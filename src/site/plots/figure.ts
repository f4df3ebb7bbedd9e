import type { Drawing, JudgedPlot } from '../../evidence/verdicts.ts'
import { printNumber } from '../../quantity/print-number.ts'
import type { Html } from '../html.ts'
import { drawBars } from './bars.ts'
import { drawLines } from './lines.ts'
import { nameOf, printAmount } from './words.ts'

/** The value of a plot as SVG. Its colours are variables of the page, for light, dark and print. */
export function drawPlot(drawing: Drawing): Html {
  return drawing.shape === 'bars' ? drawBars(drawing) : drawLines(drawing)
}

/** What a plot shows, for who does not see it: its words, then its ends. */
export function describePlot({ words, drawing }: Pick<JudgedPlot, 'words' | 'drawing'>): string {
  if (drawing === null) return words
  return `${words}. ${drawing.series.map((series) => describeSeries(drawing, series)).join('; ')}.`
}

function describeSeries(
  { shape, unit, along }: Drawing,
  { name, points }: Drawing['series'][number],
): string {
  const print = (value: number | undefined): string => printAmount(value ?? 0, unit)
  const label = name === '' ? '' : `${nameOf(name)}: `
  if (shape === 'bars') return `${label}${print(points[0]?.[1])}`
  if (shape === 'curves') {
    const at = (share: number) => points.find(([each]) => Math.abs(each - share) < 1e-9)?.[1]
    return `${label}half at most ${print(at(0.5))}, 99 % at most ${print(at(0.99))}`
  }
  const [first, last] = [points[0], points.at(-1)]
  const where = (x: number | undefined): string => printAmount(x ?? 0, along?.unit ?? '1')
  return `${label}${print(first?.[1])} at ${where(first?.[0])}, ${print(last?.[1])} at ${where(last?.[0])}`
}

/** The points as a table: the same picture for reading and for copying. */
export function tableOfPlot(drawing: Drawing): { head: string[]; rows: string[][] } {
  const { shape, unit, along, series } = drawing
  if (shape === 'bars')
    return {
      head: ['', unit === '1' ? 'value' : 'amount'],
      rows: series.map(({ name, points }) => [
        nameOf(name),
        printAmount(points[0]?.[1] ?? 0, unit),
      ]),
    }
  const shown =
    shape === 'curves' ? [0.5, 0.9, 0.95, 0.99, 0.999] : (series[0]?.points ?? []).map(([x]) => x)
  return {
    head: [
      along === null ? 'share' : nameOf(along.name),
      ...series.map(({ name }) => (name === '' ? 'at most' : nameOf(name))),
    ],
    rows: shown.map((x) => [
      along === null ? `${printNumber(x * 100)} %` : printAmount(x, along.unit),
      ...series.map(({ points }) => {
        const found = points.find(([each]) => Math.abs(each - x) <= Math.abs(x) * 1e-9)
        return found === undefined ? '' : printAmount(found[1], unit)
      }),
    ]),
  }
}
