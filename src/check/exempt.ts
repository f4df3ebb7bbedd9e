import type { Document } from '../document/document.ts'
import type { Settings } from '../document/settings-schema.ts'
import { placeOf } from '../document/span.ts'
import { type Message, report } from '../message/message.ts'
import { ofSymbol } from '../quantity/unit.ts'
import { blankHarmless } from './harmless.ts'

/** Links that exempt several numbers for one reason; a link without a reason has a message of its own. */
export function checkExempt(document: Document, { products }: Settings): Message[] {
  return document.uncounted
    .filter(({ text }) => !statesOne(text, products))
    .map(({ textSpan }) => report('uncounted-many', placeOf(document.path, textSpan), {}))
    .filter(
      ({ line, column }) =>
        !document.problems.some((problem) => problem.line === line && problem.column === column),
    )
}

/**
 * Whether a text states one number at most: a range and sizes such as `4,300 by 3,200` count as one, `500 ms to 2 s`
 * too, and `5 clients and 7 servers` as two.
 */
function statesOne(text: string, products: string[]): boolean {
  const bare = blankHarmless(text, products)
  const numbers = [...bare.matchAll(/(?<![\p{L}\p{Nd}_])\p{Nd}(?:[\p{Nd}.,’']*\p{Nd})?/gu)]
  return numbers.slice(1).every((number, index) => {
    const before = numbers[index]
    const between = bare.slice((before?.index ?? 0) + (before?.[0].length ?? 0), number.index)
    const unit = joined.exec(between)?.[1]
    return unit === '' || isOf(unit, bare.slice(number.index + number[0].length))
  })
}

/** What stands between two numbers of one range, and the unit of the first. */
const joined = /^\s*(.*?)\s*(?:–|-|×|x|by|to|and|or)\s*(?:[€$£]\s*)?$/s

/** Whether what stands behind a number begins with this unit, or with a unit of the same measure. */
function isOf(unit: string | undefined, behind: string): boolean {
  if (unit === undefined) return false
  const rest = behind.trimStart()
  if (rest.startsWith(unit) && !/^[\p{L}/·]/u.test(rest.slice(unit.length))) return true
  const base = ofSymbol.get(unit)?.[0]
  return base !== undefined && base === ofSymbol.get(/^(?:\p{L}+|[%‰])/u.exec(rest)?.[0] ?? '')?.[0]
}
