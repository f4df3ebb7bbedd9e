import { readEnds } from './ends.ts'
import { nearMissOf } from './near-miss.ts'
import type { Nouns } from './nouns.ts'
import { Unreadable } from './problem.ts'
import { readShape } from './shape.ts'
import { type Refusal, type Unit, unitNamed } from './unit.ts'

/** A literal of an input, read: one value, or a range of what is not known. In the canonical unit. */
export interface Reading {
  readonly kind: 'value' | 'range'
  readonly low: number
  readonly mid: number
  readonly high: number
  readonly unit: Unit
}

/** `10,000 clients`, `1 to 2 messages/client/minute`, `500 ms to 2 s`, `€0.02/GB`, `20 %`. */
export function readAmounts(text: string, nouns: Nouns): Reading | Refusal {
  try {
    // What prose may have besides: words in front, hard spaces, a dash of another length.
    if (!/^[-−€$£\d ][^\u00a0\u2009\u202f—]*$/.test(text))
      throw new Unreadable('stated-number-missing')
    const shape = readShape(text)
    const isHalf = !shape.isRange && / to |–/.test(text)
    if (isHalf || shape.lead.trim() !== '') throw new Unreadable('stated-number-missing')
    const { measure, lowFactor } = readEnds(shape, nouns)
    const nearMiss = nearMissOf(shape.lowUnit, nouns) ?? nearMissOf(shape.unit, nouns)
    if (nearMiss) return nearMiss
    const factor = measure?.factor ?? 1
    const low = shape.low.value * lowFactor * factor
    const high = shape.high.value * factor
    const kind = low === high ? 'value' : 'range'
    return { kind, low, mid: (low + high) / 2, high, unit: measure?.unit ?? unitNamed('1') }
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    return `Refused: ${refusalOf(text, error)}`
  }
}

function refusalOf(
  text: string,
  { problem, words: [found = '', wanted = ''] }: Unreadable,
): string {
  switch (problem) {
    case 'stated-words':
      return wanted.startsWith(found) ? wanted : `${found}: expected ${wanted}`
    case 'stated-numbers-many':
      return `${text} has two numbers, write a range as 1 to 2`
    case 'stated-range-backwards':
      return `${text} begins with its greater end`
    default:
      return `${text} does not begin with a number such as 1,000 or 2.5`
  }
}
