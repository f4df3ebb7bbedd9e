import { type Points, pointsOf } from '../../graph/points.ts'
import { follow, isScalar, scalarOf } from '../../graph/select.ts'
import { printNumber } from '../../quantity/print-number.ts'
import { dotsOn, round, roundStep } from '../plots/scale.ts'

type Names = Record<string, unknown>

/**
 * The plots that rest on the page's inputs, each as what draws it anew. Their frames stay as they were built: what lies
 * in them moves, and the numbers at them and in the table beside them follow. What cannot be drawn there leaves the
 * picture that was published, and says so; a record's decision is one, and says what would be decided.
 */
export function plotsOnPage(names: Names): ((names: Names) => void)[] {
  return [...document.querySelectorAll<HTMLElement>('[data-plot]')].map((figure) => {
    const [name = '', ...path] = (figure.dataset.plot ?? '').split('.')
    const valueIn = (each: Names): unknown => follow(each, { name, path })
    const published = pointsOf(valueIn(names))
    const asText = JSON.stringify(valueIn(names))
    return (each) => {
      const value = valueIn(each)
      const points = pointsOf(value)
      const isDrawn = sizes(points) === sizes(published) && draw(figure, points)
      if (!isDrawn) draw(figure, published)
      // A value that is missing equals none, not even one that was missing before.
      figure.toggleAttribute('data-kept', !isDrawn && JSON.stringify(value ?? null) !== asText)
      const options = figure.querySelectorAll('.option')
      for (const said of figure.querySelectorAll<HTMLElement>('[data-member]')) {
        const member = Object(value)[said.dataset.member ?? '']
        // The totals stand in the order of the options.
        const option = options[Object.keys(Object(Object(value).totals)).indexOf(member)]
        said.textContent = isScalar(member)
          ? print(scalarOf(member))
          : (option?.textContent ?? 'no value')
      }
    }
  })
}

const sizes = (points: Points[]): string => String(points.map(({ length }) => length))

const print = (value: number): string => printNumber(value, { digits: 3 })

/** Whether all of it lies within the frame; else nothing was changed. */
function draw(figure: HTMLElement, points: Points[]): boolean {
  const svg = figure.querySelector('svg')
  if (!svg?.dataset.y || points.length === 0) return false
  const [x, y] = [svg.dataset.x, svg.dataset.y].map((ends = '', part) =>
    scaleOf(
      ends,
      points.flat().map((point) => point[part] ?? 0),
    ),
  )
  if (!x || !y) return false
  const ways = points.map((line) =>
    svg.dataset.x
      ? line.map(([along, amount]) => `${x.at(along)} ${y.at(amount)}`).join('L')
      : line.map(([, amount]) => y.at(amount)).join(''),
  )
  if (ways.join('').includes('NaN')) return false
  for (const [at, { children }] of svg.querySelectorAll('[data-series]').entries()) {
    const [first, second] = children
    const way = ways[at] ?? ''
    const set = (element: Element | undefined, name: string, value: unknown): void =>
      element?.setAttribute(name, String(value))
    if (svg.dataset.x) {
      set(first, 'd', `M${way}`)
      set(second, 'd', dotsOn(way))
    } else {
      set(first, 'width', round(Math.max(1, Number(way) - y.at(0))))
      set(second, 'x', round(Number(way) + 7))
    }
  }
  const marks = [...points, [[x.factor, y.factor]]]
  const number = (place: string): string => {
    const [line = 0, point = 0, part = 0, unit = 1] = place.split(' ').map(Number)
    return print((marks[line]?.[point]?.[part] ?? 0) / unit)
  }
  for (const each of figure.querySelectorAll<HTMLElement | SVGElement>('[data-at]'))
    each.textContent = number(each.dataset.at ?? '')
  const drawing = svg.parentElement
  if (drawing)
    drawing.ariaLabel = (drawing.dataset.label ?? '').replace(/\{(.+?)\}/g, (_, place) =>
      number(place),
    )
  return true
}

/** A scale as it was built; what has become too large for it, or too small, stretches it by a round factor. */
function scaleOf(ends: string, values: number[]) {
  const [from = 0, to = 0, top = 1, low = 0] = ends.split(' ').map(Number)
  const most = Math.max(...values) / top
  const factor = !low && most > 0 && (most > 1.001 || most < 0.2) ? roundStep(most) : 1
  return {
    factor,
    /** No number outside of the frame. */
    at: (value: number): number => {
      const share = low
        ? Math.log((top < low ? 1 - value : value) / low) / Math.log(top / low)
        : value / top / factor
      return Math.abs(share - 0.5) < 0.51 ? round(from + (to - from) * share) : Number.NaN
    },
  }
}
