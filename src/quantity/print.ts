import { defaultNouns, type Nouns, plural } from './nouns.ts'
import { printNumber } from './print-number.ts'
import { ofSymbol } from './unit.ts'

/** What a quantity is printed like: in this unit, with this many decimals. */
export interface Style {
  readonly unit?: string
  readonly factor?: number
  readonly decimals?: number
  readonly nouns?: Nouns
}

/** `250`, `message/s` → `250 messages/s`; 0.0008, `s` → `0.8 ms`; 3e9, `B` → `3 GB`. */
export function printQuantity(value: number, unit: string, style: Style = {}): string {
  const { nouns = defaultNouns, decimals } = style
  const [above = '', ...below] = unit.split('/')
  const written =
    style.unit !== undefined
      ? { name: style.unit, factor: style.factor ?? 1 }
      : unit === '1'
        ? { name: '', factor: 1 }
        : handiest(Math.abs(value), above)
  const number = printNumber(value / written.factor, decimals === undefined ? {} : { decimals })
  if (style.unit !== undefined) return number + behind(style.unit)
  const isNoun = written.name === above && /^[a-z][A-Za-z-]+$/.test(above)
  const name = isNoun && number !== '1' ? plural(above, nouns) : written.name
  return number + behind([name === '1' ? '' : name, ...below].join('/'))
}

const behind = (unit: string): string => (/^(\/|%|$)/.test(unit) ? '' : ' ') + unit

/** The symbols that a printer chooses from, each from this size on. */
const choices: Record<string, [string, number][]> = {
  s: [
    ['h', 7200],
    ['min', 120],
    ['s', 1],
    ['ms', 1e-4],
    ['µs', 1e-7],
    ['ns', 0],
  ],
  B: [
    ['TB', 1e12],
    ['GB', 1e9],
    ['MB', 1e6],
    ['KB', 1e3],
    ['B', 0],
  ],
}

/** 0.02, `s` → ms; a zero stays in the base. */
function handiest(size: number, base: string): { name: string; factor: number } {
  const [name] = (size > 0 && choices[base]?.find(([, from]) => size >= from)) || [base]
  return { name, factor: ofSymbol.get(name)?.[1] ?? 1 }
}
