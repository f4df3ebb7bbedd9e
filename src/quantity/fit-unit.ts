import { type Nouns, singular } from './nouns.ts'
import { type Problem, problemOf } from './problem.ts'
import type { Stated } from './stated.ts'
import { isNoun, isRefusal, type Measure, readUnit, type Unit, unitNamed } from './unit.ts'
import { inLowerCase } from './words.ts'

/** How many of the value's canonical unit one of the stated unit is, once their dimensions agree. */
export function fitUnit(stated: Stated, unitName: string | null): { factor: number } | Problem {
  const { measure, around, text, unit } = stated
  if (unitName === null) {
    return !measure || Object.keys(measure.unit.powers).every(isNoun)
      ? { factor: measure?.unit === unitNamed('1') ? measure.factor : 1 }
      : problemOf(text, 'stated-unit-of-number', unit, measure.unit.name)
  }
  const value = unitNamed(unitName)
  const sentence = [around.before, text, around.after, ...around.headings].join(' ')
  const isNamed = (noun: string): boolean => namesNoun(sentence, noun, around.nouns)
  if (measure) {
    const left = leftOut(measure.unit, value)
    if (!left) return problemOf(text, 'stated-unit-differs', measure.unit.name, unitName)
    const unnamed = left.find((noun) => !isNamed(noun))
    return unnamed === undefined ? measure : problemOf(text, 'stated-unit-unnamed', unit, unnamed)
  }
  const ofHeading = around.headings
    .flatMap((heading) => unitsIn(heading, around.nouns))
    .find((found) => leftOut(found.unit, value)?.every(isNamed))
  const needsNone = unitName === '1' || (!/[·/]/.test(unitName) && isNoun(unitName))
  return (
    ofHeading ?? (needsNone ? { factor: 1 } : problemOf(text, 'stated-unit-missing', '', unitName))
  )
}

/** The count nouns below the line of the value that the stated unit lacks; null where they differ in more. */
export function leftOut(stated: Unit, value: Unit): readonly string[] | null {
  const { powers } = stated.per(value)
  const bases = Object.keys(powers)
  const isLess = bases.every(
    (base) => isNoun(base) && (powers[base] ?? 0) > 0 && (value.powers[base] ?? 0) < 0,
  )
  return isLess ? bases : null
}

/** Whether a sentence has a noun in it, in the singular, the plural, or as an alias. */
const namesNoun = (sentence: string, noun: string, nouns: Nouns): boolean =>
  inLowerCase(sentence)
    .split(/[^A-Za-z-]+/)
    .some((word) => singular(word, nouns).noun === noun)

/** Every run of words of a heading that is a unit: `Latency (ms)`, `Requests a second`. */
export function unitsIn(heading: string, nouns: Nouns): Measure[] {
  const words = inLowerCase(heading).match(/[^\s()[\],:;]+/g) ?? []
  return words
    .flatMap((_, start) =>
      words.slice(start).map((_, more) => words.slice(start, start + more + 1)),
    )
    .flatMap((run) => {
      const found = readUnit(run.join(' '), nouns)
      return isRefusal(found) ? [] : [found]
    })
}
