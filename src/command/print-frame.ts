import type { Place } from '../message/message.ts'
import { visible } from './print-text.ts'

export interface Frame {
  code: string
  gutter: string
  carets: string
}

const widest = 120

/**
 * The line that a place is on, and carets under what is meant:
 *   42 | a pool of [~50 connections](calc:pool.mid)
 *      |            ^^^^^^^^^^^^^^^
 * Null where the text has no such line.
 */
export function frame({ line, column, length = 1 }: Place, lines: string[]): Frame | null {
  const whole = lines[line - 1]
  if (whole === undefined) return null
  const start = Math.min(column - 1, whole.length)
  const end = Math.max(start, Math.min(start + length, whole.length))
  const { before, meant, after } = shorten({
    before: whole.slice(0, start),
    meant: whole.slice(start, end),
    after: whole.slice(end),
  })
  const number = String(line)
  return {
    code: `  ${number} | ${shown(before)}${shown(meant)}${shown(after)}`.trimEnd(),
    gutter: `  ${' '.repeat(number.length)} | ${' '.repeat(widthOf(shown(before)))}`,
    carets: '^'.repeat(Math.max(1, widthOf(shown(meant)))),
  }
}

interface Parts {
  before: string
  meant: string
  after: string
}

/** A paragraph on one line is longer than a screen: what is meant stays, its surroundings are cut. */
function shorten({ before, meant, after }: Parts): Parts {
  if (before.length + meant.length + after.length <= widest) return { before, meant, after }
  const kept = Array.from(meant).slice(0, widest).join('')
  const room = Math.max(0, widest - kept.length)
  const left = Array.from(before)
  const right = Array.from(after)
  const leftRoom = Math.min(left.length, Math.max(Math.floor(room / 2), room - right.length))
  const rightRoom = room - leftRoom
  return {
    before: (left.length > leftRoom ? '…' : '') + left.slice(left.length - leftRoom).join(''),
    meant: kept,
    after: right.slice(0, rightRoom).join('') + (right.length > rightRoom ? '…' : ''),
  }
}

const shown = (text: string): string =>
  text.replace(/\p{Cc}/gu, (character) => (character === '\t' ? '  ' : visible(character)))

/** Made for the first frame: they take longer than all else that is loaded for printing, and most checks print none. */
let measures: { graphemes: Intl.Segmenter; wide: RegExp } | undefined

const made = (): { graphemes: Intl.Segmenter; wide: RegExp } => ({
  graphemes: new Intl.Segmenter('en', { granularity: 'grapheme' }),
  wide: /\p{RGI_Emoji}|[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]/v,
})

/** Columns on a terminal: an emoji or a Chinese character takes two, a combining mark none. */
function widthOf(text: string): number {
  measures ??= made()
  const { graphemes, wide } = measures
  let width = 0
  for (const { segment } of graphemes.segment(text)) width += wide.test(segment) ? 2 : 1
  return width
}
