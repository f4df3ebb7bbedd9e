import { says } from './template.ts'

/** What a reader of stated numbers found: the statement, what stands there, and what a cure names. */
type Found = {
  stated: string
  found: string
  wanted: string
}

const about = says<Found>

/** A ratio has no unit to be named. */
const inUnit = (unit: string): string => (unit === '1' ? 'as a ratio' : `in ${unit}`)

/** `client·message/user`: nouns that were meant to cancel. */
function sameThing(unit: string): string {
  const [above = '', ...below] = unit.split('/')
  const [noun] = above.split('·').length > 1 ? below.filter((each) => each.length > 1) : []
  return noun === undefined
    ? ''
    : `; if ${noun} is one of ${above.replaceAll('·', ' and ')}, write one noun for both in the inputs`
}

/** A comparison as it would stand before the number: `or so` → `about`. */
function before(written: string): string {
  const found = written.replace(/^[,(] ?/, '')
  if (/^(?:or|and) so$/i.test(found)) return 'about'
  if (/^(?:or|and) (?:more|above|over|up|higher|longer)$/i.test(found)) return 'at least'
  if (/^(?:or|and) (?:less|fewer|below|under|lower|shorter)$/i.test(found)) return 'at most'
  return found.replace(/[:,]$/, '').toLowerCase()
}

/** A sign belongs to its number, a comparison before it. */
const inside = (found: string, stated: string): string =>
  /^(?:[-−]|minus )$/i.test(found) ? `−${stated}` : `${before(found)} ${stated}`

/** What is wrong with a stated number itself, whatever the value is. */
export const claimMessages = {
  'stated-number-missing': about(
    'error',
    ({ stated }) => `no number in "${stated}"`,
    () => 'put the number and its unit between the brackets',
  ),
  'stated-number-malformed': about(
    'error',
    ({ found }) => `${found} is no number`,
    () => 'write 1,500 for thousands and 1.5 for a fraction',
  ),
  'stated-numbers-many': about(
    'error',
    ({ found, wanted }) => `two numbers in one claim, ${found} and ${wanted}`,
    ({ found, wanted }) =>
      `link each to its own name, or write a range: ${found} to ${wanted}; a percentile may stand beside a number where the member names it`,
  ),
  'stated-range-backwards': about(
    'error',
    ({ stated }) => `the range in "${stated}" begins with its greater end`,
    () => 'write the lower end first',
  ),
  'stated-percentile': about(
    'error',
    ({ found, wanted }) =>
      wanted === ''
        ? `${found} is named in the text, and the link names no percentile`
        : `${found} is named in the text, and the link names ${wanted}`,
    () => 'name the same percentile in both, or put the words before the bracket',
  ),
  'stated-words': about(
    'error',
    ({ found, wanted }) =>
      wanted.includes(' is ') ? wanted : `${found} behind the number, expected ${wanted}`,
    () => 'let only the unit follow the number in the brackets, and put other words behind them',
  ),
  'stated-unit-missing': about(
    'error',
    ({ stated, wanted }) => `${stated} has no unit, and the value is in ${wanted}`,
    ({ wanted }) => `write the unit behind the number: ${wanted}, or one of the same kind`,
  ),
  'stated-unit-differs': about(
    'error',
    ({ found, wanted }) => `stated ${inUnit(found)}, computed ${inUnit(wanted)}`,
    ({ wanted }) => `state it ${inUnit(wanted)}, or link to another name${sameThing(wanted)}`,
  ),
  'stated-unit-unnamed': about(
    'error',
    ({ stated, wanted }) => `${stated} is stated of nothing: the value is per ${wanted}`,
    ({ wanted }) => `write "a ${wanted}" in the same sentence, or /${wanted} behind the unit`,
  ),
  'stated-unit-of-number': about(
    'error',
    ({ found }) => `stated in ${found}, and the value is a plain number`,
    () => "compute it with units: q('…') in place of the plain numbers",
  ),
  'stated-comparison-outside': about(
    'error',
    ({ found }) => `"${found}" stands outside of the link, where it is not checked`,
    ({ found, stated }) =>
      `move it into the brackets, [${inside(found, stated)}](…), or title the link "threshold" if it speaks of the world`,
  ),
  'stated-comparison-inside': about(
    'error',
    ({ found }) => `"${found}" cannot be read here`,
    () =>
      'put one of the listed words right before the number: at least, at most, under, over, about, nearly, just over',
  ),
  'stated-preposition': about(
    'warning',
    ({ found }) => `"${found}" before the link may be meant to compare, and is not checked`,
    ({ found, stated }) => `write [${found} ${stated}](…) if it compares, rephrase if it does not`,
  ),
  'stated-negation': about(
    'error',
    ({ found, stated }) =>
      `"${found}" turns "${stated}" around, and the link is checked without it`,
    () => 'state what is so, or title the link "refuted"',
  ),
  'stated-threshold': about(
    'error',
    ({ found }) => `"${found}" inside of a link that is titled "threshold"`,
    ({ found }) =>
      `put "${found}" before the bracket: there it speaks of the world, and the number is checked alone`,
  ),
  'stated-tolerance': about(
    'error',
    ({ found }) => `${found} is no tolerance that can be used here`,
    () => 'write one tolerance, such as ±2 % or ±5, beside one number without a bound or a range',
  ),
  'stated-title': about(
    'error',
    ({ found }) => `unknown title "${found}"`,
    () => 'write "refuted", "threshold" or a tolerance such as "±2 %"',
  ),
  'stated-uncertain': about(
    'error',
    ({ stated }) => `${stated} is one number, and the value lies between two bounds`,
    () => 'name the one that is meant, .mid, .low, .high or .mean, or state a range',
  ),
  'stated-average': about(
    'warning',
    ({ found }) =>
      `"${found}" in the sentence, and the link names the value at the middles of the inputs`,
    ({ found }) => `link to .mean, or leave out "${found}"`,
  ),
}
