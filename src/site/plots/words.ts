import { printQuantity } from '../../quantity/print.ts'
import { printNumber } from '../../quantity/print-number.ts'
import { ofSymbol } from '../../quantity/unit.ts'

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

/** `newConnection` → `new connection`, as a legend says it. */
export const nameOf = (name: string): string =>
  /^[a-z]+(?:[A-Z][a-z0-9]*)+$/.test(name)
    ? name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
    : name.replaceAll('_', ' ')
