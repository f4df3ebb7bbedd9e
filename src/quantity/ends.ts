import type { Nouns } from './nouns.ts'
import { Unreadable } from './problem.ts'
import type { Shape } from './shape.ts'
import { isRefusal, type Measure, readUnit } from './unit.ts'

/** The units behind the two ends; null where none is written. */
export interface Ends {
  readonly measure: Measure | null
  /** How many of the high end's unit one of the low end's is: 0.001 of `500 ms to 2 s`. */
  readonly lowFactor: number
}

/** Reads the units of a number or a range, and refuses ends that do not go together. */
export function readEnds({ low, high, isRange, unit, lowUnit }: Shape, nouns: Nouns): Ends {
  const measure = measureOf(high.money, unit, nouns)
  const own = (isRange && measureOf(low.money, lowUnit, nouns)) || measure
  if (own?.unit !== measure?.unit) throw new Unreadable('stated-words', lowUnit, unit)
  const lowFactor = (own?.factor ?? 1) / (measure?.factor ?? 1)
  if (low.value * lowFactor > high.value) throw new Unreadable('stated-range-backwards')
  return { measure, lowFactor }
}

/** `connections`, `operations a second`, `€` before and `/GB` behind; nothing → null. */
function measureOf(money: string, words: string, nouns: Nouns): Measure | null {
  if (money === '' && words === '') return null
  if (money !== '' && !/^($|\/|per |an? )/.test(words))
    throw new Unreadable('stated-words', words, `${money}/`)
  const measure = readUnit(`${money} ${words}`, nouns)
  if (isRefusal(measure)) throw new Unreadable('stated-words', words, measure.slice(9))
  return measure
}
