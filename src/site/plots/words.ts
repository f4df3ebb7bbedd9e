import { printQuantity } from '../../quantity/print.ts'
import { printNumber } from '../../quantity/print-number.ts'
import { ofSymbol } from '../../quantity/unit.ts'
import { type Html, html } from '../html.ts'

/** The unit in which amounts up to this one are named: 0.004, `core·s/call` → `core·ms/call`. */
export interface PlotUnit {
  name: string
  /** Canonical units in one of these. */
  factor: number
}

export function plotUnit(greatest: number, unit: string): PlotUnit {
  const [above = '', ...below] = unit.split('/')
  const parts = above.split('·')
  const base = parts.at(-1) ?? ''
  if (base !== 's' && base !== 'B')
    return { name: printQuantity(2, unit).replace(/^2 ?/, ''), factor: 1 }
  const symbol = printQuantity(greatest, base).replace(/^[^a-zµ]+/i, '')
  const name = [[...parts.slice(0, -1), symbol].join('·'), ...below].join('/')
  return { name, factor: ofSymbol.get(symbol)?.[1] ?? 1 }
}

/** Three digits are what a picture can show. */
export const printIn = (value: number, { factor }: PlotUnit): string =>
  printNumber(value / factor, { digits: 3 })

export function printAmount(value: number, unit: string): string {
  const chosen = plotUnit(Math.abs(value), unit)
  const number = printIn(value, chosen)
  return chosen.name === '' ? number : printQuantityLike(number, chosen.name, unit)
}

/** `1 client` and `2 clients`, as prose would have it. */
function printQuantityLike(number: string, name: string, unit: string): string {
  return number === '1' && name === printQuantity(2, unit).replace(/^2 ?/, '')
    ? printQuantity(1, unit)
    : `${number} ${name}`
}

/** Which number of a drawing stands in a text: of which series, of which of its points, along or upwards. */
export type NumberAt = readonly [series: number, point: number, part: 0 | 1]

/** Where a reader moves inputs, a text with a number says which one it is, so that it can be written anew. */
export type Slot = (at: NumberAt, unit: PlotUnit) => Html | null

export const noSlot: Slot = () => null

export const liveSlot: Slot = (at, { factor }) => html` data-at="${[...at, factor].join(' ')}"`

/** `clients` in `clients` or `clients/s` says it once. */
export function inUnit(name: string, { name: unit }: PlotUnit): string {
  if (unit === '') return name
  return unit === name || unit.startsWith(`${name}/`) ? unit : `${name}, ${unit}`
}

/** `newConnection` → `new connection`, as a legend says it. */
export const nameOf = (name: string): string =>
  /^[a-z]+(?:[A-Z][a-z0-9]*)+$/.test(name)
    ? name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
    : name.replaceAll('_', ' ')
