import { type Nouns, own, singular } from './nouns.ts'
import { refused } from './table.ts'
import { factorsOf, ofSymbol, ofWord, type Refusal } from './unit.ts'

/** `3 secs`, `Kb`, `mins`: a word that is nearly a unit would pass as a noun, so it is refused with what to write. */
export function nearMissOf(unit: string, nouns: Nouns): Refusal | null {
  for (const [word] of factorsOf(unit)) {
    const cure = cureOf(word, nouns)
    if (cure) return `Refused: ${word} is no unit, write ${cure}`
  }
  return null
}

function cureOf(word: string, nouns: Nouns): string | undefined {
  const { noun, declared } = singular(word, nouns)
  if (declared || ofSymbol.has(word) || ofWord.has(noun)) return undefined
  const whole = own(refused, word.toLowerCase())
  if (whole) return whole
  const lower = noun.toLowerCase()
  const units = [...ofSymbol.keys(), ...ofWord.keys()]
  return ofSymbol.has(noun)
    ? noun
    : (own(refused, lower) ?? units.findLast((unit) => unit.toLowerCase() === lower))
}
