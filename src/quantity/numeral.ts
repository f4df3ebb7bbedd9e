import { moneySigns, scales } from './table.ts'

/** A number as written, with what its last places say about how exact it is meant. */
export interface Numeral {
  /** Where it stands in the text, sign of money and scale included. */
  readonly start: number
  readonly end: number
  /** With its scale: 10,000 for `10k`. NaN where it is malformed. */
  readonly value: number
  /** The unit of the last written place: 1 of `250`, 0.1 of `250.0`, 1,000 of `10k`. */
  readonly place: number
  /** The unit of the last digit that is not zero: 10 of `250`. */
  readonly digit: number
  readonly scale: number
  readonly money: string
}

/** Every number of a text; digits behind letters (`p99`, `HTTP/2`, `SHA-256`) belong to names. */
export function findNumerals(text: string): Numeral[] {
  return [...text.matchAll(pattern)].map((found) => {
    const [all, money = '', sign = '', digits = '', scaleWord = ''] = found
    const scale = scales[scaleWord.trim() as keyof typeof scales] ?? 1
    const [plain = '', fraction = ''] = digits.replace(/[^\d.]/g, '').split('.')
    const place = scale / 10 ** fraction.length
    const size = wellFormed.test(digits) ? Number(`${plain}.${fraction}`) * scale : Number.NaN
    return {
      start: found.index,
      end: found.index + all.length,
      value: sign === '' ? size : -size,
      place,
      digit: place * 10 ** (/0*$/.exec(plain + fraction)?.[0].length ?? 0),
      scale,
      money: money.trim(),
    }
  })
}

const wellFormed = /^(0|[1-9]\d*|[1-9]\d?\d?([^.\d]\d{3})+)(\.\d+)?$/

const pattern = new RegExp(
  `(?<![\\p{L}\\d_.]|\\p{L}[-/_.])(?:([${moneySigns}] ?)|((?<!\\d ?)[-−]))?(\\d(?:[\\d.,\\u00a0\\u2009\\u202f]*\\d)?)( ?(?:${Object.keys(scales).join('|')})(?![\\p{L}\\d%×·*]))?`,
  'gu',
)
