import type { Live } from '../evidence/live.ts'
import type { JudgedClaim, Verdicts } from '../evidence/verdicts.ts'
import { findNumerals } from '../quantity/numeral.ts'
import { type Html, html } from './html.ts'

/** An input of a document, by its place and what it is called. */
interface Place {
  path: string
  input: Live['inputs'][number]
}

/** More than these would hide the input that they stand below. */
const mostBreaks = 2

/**
 * What an input does to the page, as the check worked it out: how many numbers it moves, which of them the most, and
 * from which value on it breaks a claim. Null where it moves nothing here.
 */
export function drawSways({ claims }: Verdicts, place: Place): Html | null {
  const moved = claims.flatMap((claim) => {
    const swing = claim.swing.find((each) => isAt(each, place))
    return swing === undefined ? [] : [{ claim, ...swing, ...reachOf(claim, swing) }]
  })
  const own = middleOf(place.input)
  const breaks = claims
    .flatMap((claim) => {
      const tipping = claim.tipping.find((each) => isAt(each, place))
      if (tipping === undefined) return []
      return [{ claim, at: tipping.at, distance: Math.abs(Math.log2(tipping.value / own)) }]
    })
    .toSorted((a, b) => a.distance - b.distance)
  const [most] = moved.toSorted((a, b) => b.to - b.from - (a.to - a.from))
  if (!most && breaks.length === 0) return null
  const count = moved.length === 1 ? 'one number: ' : `${moved.length} numbers, most `
  const sways = most
    ? html`${drawBar(most)}<p>Moves ${count}${linkTo(most.claim)} is ${most.low.text} at ${most.low.input}, ${most.high.text} at ${most.high.input}.</p>`
    : null
  const broken = breaks
    .slice(0, mostBreaks)
    .map(({ claim, at }) => html`<p class="live-breaks">Breaks ${linkTo(claim)} at ${at}.</p>`)
  const more = breaks.length - mostBreaks
  const others = more > 0 ? html`<p>Breaks ${more} more further on.</p>` : null
  return html`<div class="live-sways">${sways}${broken}${others}</div>`
}

const isAt = (
  found: { path: string; line: number; input: string },
  { path, input }: Place,
): boolean => found.path === path && found.line === input.line && found.input === input.name

/** In the canonical unit; of a range its middle. */
function middleOf({ text, factors }: Place['input']): number {
  const values = findNumerals(text).map(({ value }, at) => value * (factors[at] ?? 1))
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

const linkTo = ({ anchor, text, name }: JudgedClaim): Html =>
  html`<a href="#${anchor}"><q>${text}</q></a> (<code>${name}</code>)`

/** The value's way down and up, in doublings, so that swings of different units can be compared. */
function reachOf(
  { scale }: JudgedClaim,
  { low, high }: JudgedClaim['swing'][number],
): { from: number; to: number } {
  const value = scale?.value ?? Number.NaN
  const ends = [low.value, high.value].map((end) => Math.log2(end / value))
  const known = ends.every(Number.isFinite) ? ends : [0, 0]
  return { from: Math.min(0, ...known), to: Math.max(0, ...known) }
}

const width = 240
/** A quarter to four times. */
const shown = 2

/** One bar of a tornado: all inputs of the panel have the same axis, with the value as it is in its middle. */
function drawBar({ from, to }: { from: number; to: number }): Html {
  const at = (doublings: number): number =>
    Math.round((Math.max(-shown, Math.min(shown, doublings)) / shown + 1) * (width / 2))
  return html`<svg class="live-bar" viewBox="0 0 ${width} 10" aria-hidden="true" focusable="false"><rect x="${at(from)}" y="2" width="${Math.max(2, at(to) - at(from))}" height="6"/><path d="M${width / 2} 0V10"/></svg>`
}
