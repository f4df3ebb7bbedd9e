import type { Compiled } from '../compile/compile.ts'
import type { Input } from '../compile/program.ts'
import { placeOf } from '../document/span.ts'
import { type Message, type Place, report } from '../message/message.ts'
import type { Nouns } from '../quantity/nouns.ts'
import { printNumber } from '../quantity/print-number.ts'
import { readShape } from '../quantity/shape.ts'
import { isNoun, isRefusal, readUnit } from '../quantity/unit.ts'

/** In half of the world a point groups thousands, so that `q('10.000 clients')` is a thousandfold mistake. */
export function doubtfulInputs(documents: Map<string, Compiled>, nouns: Nouns): Message[] {
  return [...documents.values()].flatMap(({ document, whole, scopes }) =>
    [whole, ...scopes.map(({ program }) => program)].flatMap(({ inputs }) =>
      inputs.flatMap((input) => {
        const found = pattern.test(input.text)
          ? doubtfulNumber(input.text, unitOf(input, nouns))
          : null
        return found === null
          ? []
          : [doubtfulMessage(placeWithin(document.path, input, found), found)]
      }),
    ),
  )
}

/**
 * One to three digits, a point and three digits, of something that is counted, or of a sum of money: few people state
 * a thousandth of a client. Of times, sizes and ratios three places are usual: `1.234 s`.
 */
export function doubtfulNumber(text: string, unit: string): string | null {
  const [above = ''] = unit.split('/')
  const isCount = isNoun(above) && !above.includes('·')
  const isMoney = /^(EUR|USD|GBP)$/.test(unit)
  return isCount || isMoney ? (text.match(pattern)?.[0] ?? null) : null
}

const pattern =
  /(?<![\d.,\p{L}])[1-9]\d{0,2}\.\d{3}(?![\d.,])(?! ?(?:k|M|thousand|million|billion)\b)/u

export const doubtfulMessage = (place: Place, number: string): Message =>
  report('number-doubtful', place, {
    number,
    thousands: printNumber(Number(number.replace('.', '')), { digits: 12 }),
    fraction: String(Number(number)),
  })

function unitOf({ text }: Input, nouns: Nouns): string {
  try {
    const { high, unit } = readShape(text)
    const measure = readUnit(`${high.money} ${unit}`, nouns)
    return isRefusal(measure) ? '1' : measure.unit.name
  } catch {
    return '1' // What is no number has a message of its own.
  }
}

/** The number or word within the literal. */
export function placeWithin(path: string, { span, text, kind }: Input, found: string): Place {
  const column = span.column + kind.length + 2 + text.indexOf(found)
  return { ...placeOf(path, span), column, length: found.length }
}
