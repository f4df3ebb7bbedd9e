import { type Nouns, singular } from './nouns.ts'
import { symbols, words } from './table.ts'

/** A canonical unit, one object for each, so that a product of units is looked up and not worked out again. */
export class Unit {
  readonly name: string
  /** Base or noun → its power; none is zero. */
  readonly powers: Powers
  readonly #products = new Map<Unit, Unit>()
  readonly #quotients = new Map<Unit, Unit>()

  constructor(name: string, powers: Powers) {
    this.name = name
    this.powers = powers
  }

  times(other: Unit): Unit {
    return this.#products.get(other) ?? this.#combined(this.#products, other, 1)
  }

  per(other: Unit): Unit {
    return this.#quotients.get(other) ?? this.#combined(this.#quotients, other, -1)
  }

  #combined(cache: Map<Unit, Unit>, other: Unit, sign: number): Unit {
    const powers = { ...this.powers }
    for (const base in other.powers) add(powers, base, sign * (other.powers[base] ?? 0))
    const unit = unitOf(powers)
    cache.set(other, unit)
    return unit
  }
}

type Powers = Readonly<Record<string, number>>

/** A unit as written: so many of a canonical unit. */
export interface Measure {
  readonly unit: Unit
  readonly factor: number
}

/** Why a text is no unit or number, in the words that the types use too. */
export type Refusal = `Refused: ${string}`

export const isRefusal = (found: unknown): found is Refusal => typeof found === 'string'

/** `per minute`, `messages/client/s`, `operations a second`, or nothing. */
export function readUnit(text: string, nouns: Nouns): Measure | Refusal {
  const powers: Record<string, number> = {}
  let factor = 1
  for (const [word, sign] of factorsOf(text)) {
    const { noun, declared } = singular(word, nouns)
    const [base, size] = ofSymbol.get(word) ?? ((!declared && ofWord.get(noun)) || [noun, 1])
    if (base === '') return 'Refused: a unit is missing beside / or ·'
    if (!/^[A-Za-z-]+$|^1$/.test(base))
      return `Refused: ${word} is no unit, write words as in op·s or message/client/s`
    add(powers, base, sign)
    factor *= size ** sign
  }
  return { unit: unitOf(powers), factor }
}

/** A canonical name → its unit, whatever the words in it are. */
export function unitNamed(name: string): Unit {
  const known = interned.get(name)
  if (known) return known
  const powers: Record<string, number> = {}
  for (const [base, sign] of factorsOf(name)) add(powers, base, sign)
  return unitOf(powers)
}

/** What is no currency and no unit of measure is counted. */
export const isNoun = (base: string): boolean => !Object.hasOwn(symbols, base)

/** `a·b per c` → a and b above the line, c below it. */
export const factorsOf = (text: string): [word: string, sign: number][] =>
  withSlashes(trimmed(text))
    .split('/')
    .flatMap((part, below): [string, number][] =>
      below ? [[trimmed(part), -1]] : part ? part.split('·').map((word) => [trimmed(word), 1]) : [],
    )

/** Spaces only: a tab or a hard space in a literal is refused, as in the types. */
const trimmed = (text: string): string => text.replace(/^ +| +$/g, '')

/** `messages per client per minute` → `messages/client/minute`. */
const withSlashes = (text: string): string =>
  text
    .replace(/^per /, '/')
    .replace(/ (?:per|an?) /g, '/')
    .replaceAll('*', '·')

function add(powers: Record<string, number>, base: string, power: number): void {
  const sum = (powers[base] ?? 0) + power
  if (base === '1' || sum === 0) delete powers[base]
  else powers[base] = sum
}

const interned = new Map<string, Unit>()

/** Names sort by character codes, as the alphabet of the types does. */
function unitOf(powers: Powers): Unit {
  const bases = Object.keys(powers).sort()
  const list = (sign: number): string[] =>
    bases.flatMap((base) => Array<string>(Math.max(0, sign * (powers[base] ?? 0))).fill(base))
  const name = [list(1).join('·') || '1', ...list(-1)].join('/')
  const unit = interned.get(name) ?? new Unit(name, powers)
  interned.set(name, unit)
  return unit
}

type Meaning = readonly [base: string, factor: number]

const meanings = (table: Readonly<Record<string, Readonly<Record<string, number>>>>) =>
  new Map<string, Meaning>(
    Object.entries(table).flatMap(([base, units]) =>
      Object.entries(units).map(([unit, factor]) => [unit, [base, factor]]),
    ),
  )

export const ofSymbol = meanings(symbols)
export const ofWord = meanings(words)
