import { leftOut, unitsIn } from '../quantity/fit-unit.ts'
import { type Nouns, singular } from '../quantity/nouns.ts'
import { isProblem } from '../quantity/problem.ts'
import { readStated, type Stated } from '../quantity/stated.ts'
import { scales } from '../quantity/table.ts'
import {
  isNoun,
  isRefusal,
  type Measure,
  ofSymbol,
  ofWord,
  readUnit,
  unitNamed,
} from '../quantity/unit.ts'
import { inLowerCase, withPlainSpaces } from '../quantity/words.ts'

/**
 * What a reader takes for part of the unit and nobody checks, since it stands behind the brackets: the ms of
 * `[250](calc:clients) ms`, the `per second` of `[250 messages](calc:messages) per second`; null where there is none.
 */
export function unitOutside(stated: Stated, valueUnit: string | null): string | null {
  const after = withPlainSpaces(stated.around.after)
  const { nouns } = stated.around
  return (
    (stated.measure ? scaleBehind(after) : unitBehind(after, nouns)) ??
    divisorBehind(after, stated, valueUnit)
  )
}

/** How the brackets say it too, or nothing where the language has no such form: `10 hundred`, `10 clients K`. */
export function withinBrackets({ text, around }: Stated, found: string): string {
  const isScale = Object.hasOwn(scales, found)
  if (!isScale && wordOfScale.test(found)) return ''
  // A scale stands right behind the number, and everything else behind the unit.
  const written = isScale
    ? text.replace(/^(.*\d)/, found.length === 1 ? `$1${found}` : `$1 ${found}`)
    : `${text}${/^[/%‰]/.test(found) ? '' : ' '}${found}`
  return isProblem(readStated(written, { ...around, after: '' })) ? '' : written
}

const wordOfScale = /^(?:K|(?:hundred|dozen|thousand|million|billion|trillion)s?(?: of)?)$/

/** `[50 ms](calc:wait) thousand`, `[100 clients](calc:clients)k`: a scale multiplies behind a unit too. */
const scaleBehind = (after: string): string | null =>
  /^[ -]?(k|M|K|(?:hundred|dozen|thousand|million|billion|trillion)s?(?: of)?|[%‰])(?![\p{L}\d])/u.exec(
    after,
  )?.[1] ?? null

/** A unit of measure, a scale or a percent sign, where the brackets hold no unit. */
function unitBehind(after: string, nouns: Nouns): string | null {
  const sign = /^ ?[%‰€$£](?! ?\d)/.exec(after)?.[0]
  if (sign) return sign.trim()
  const word = /^ ?([A-Za-zµμ]+)(?![\p{L}\d])/u.exec(after)?.[1] ?? ''
  const scale = Object.hasOwn(scales, word) ? word : scaleBehind(after)
  if (scale !== null) return scale
  const [base, factor] = meaningOf(word, nouns) ?? []
  return base === undefined || (base === '1' && factor === 1) ? null : word
}

/** The unit of measure that a heading gives a bare number, where the value is not of it: `(ms)` above a count. */
export function unitAbove(stated: Stated, valueUnit: string | null): string | null {
  if (stated.measure) return null
  const { headings, nouns } = stated.around
  const value = unitNamed(valueUnit ?? '1')
  const fits = headings
    .flatMap((heading) => unitsIn(heading, nouns))
    .some(({ unit, factor }) => leftOut(unit, value) !== null && !(unit === value && factor === 1))
  if (fits) return null
  const given = headings.flatMap((heading) => {
    const within = /[([]([^()[\]]+)[)\]]\s*$/.exec(heading)?.[1] ?? heading
    const measure = readUnit(inLowerCase(within), nouns)
    return isRefusal(measure) ? [] : [{ within, ...measure }]
  })
  if (given.some(({ unit }) => leftOut(unit, value) !== null)) return null
  const isOfMeasure = ({ unit, factor }: Measure): boolean =>
    factor !== 1 || Object.keys(unit.powers).some((base) => !isNoun(base))
  return given.find(isOfMeasure)?.within ?? null
}

/** `per second`, `/s`, `a minute`: fine where the value is per that, and the statement leaves it out. */
function divisorBehind(after: string, stated: Stated, valueUnit: string | null): string | null {
  const [found, mark = '', word = ''] =
    /^ ?(\/|per |an? )([A-Za-zµμ-]+)(?![\p{L}\d])/u.exec(after) ?? []
  if (!found) return null
  const { nouns } = stated.around
  const base = meaningOf(word, nouns)?.[0]
  // `After 10 ms a second request` speaks of another request.
  const isArticle = mark.startsWith('a')
  const isOrdinal = isArticle && word === 'second' && /^ \p{L}/u.test(after.slice(found.length))
  if (isOrdinal || (isArticle && base === undefined)) return null
  if (base === undefined && valueUnit === null) return null
  const { noun } = singular(word, nouns)
  const below = (unit: string): boolean => (unitNamed(unit).powers[base ?? noun] ?? 0) < 0
  const isLeftOut = below(valueUnit ?? '1') && !below(stated.measure?.unit.name ?? '1')
  return isLeftOut ? null : found.trim()
}

const meaningOf = (
  word: string,
  nouns: Nouns,
): readonly [base: string, factor: number] | undefined =>
  ofSymbol.get(word) ?? ofWord.get(singular(word, nouns).noun)
