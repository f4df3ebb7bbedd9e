import type { JudgedClaim } from '../../evidence/verdicts.ts'
import { type Html, html } from '../html.ts'
import { drawFolded } from './wide.ts'

type Swing = JudgedClaim['swing'][number]

const width = 320
const rowHeight = 22
const label = 112
const margin = 8
/** The rest moves the value less than these, and a card has to be read. */
const mostShown = 6

/** How far each input moves the value, the farthest first, with what the statement accepts behind the bars. */
export function drawSwings({ swing, scale, text }: JudgedClaim): Html | null {
  const shown = swing.slice(0, mostShown)
  if (scale === null || shown.length === 0) return null
  const ends = shown.flatMap(({ low, high }) => [low.value, high.value])
  const least = Math.min(scale.value, ...ends)
  const most = Math.max(scale.value, ...ends)
  const at = (value: number): number => {
    const share = most === least ? 0.5 : (value - least) / (most - least)
    return round(label + Math.max(0, Math.min(1, share)) * (width - label - margin))
  }
  const height = shown.length * rowHeight + 6
  const bars = shown.map(({ input, low, high }, row) => {
    const [from, to] = [at(low.value), at(high.value)].sort((a, b) => a - b)
    const y = row * rowHeight + 5
    return html`<text x="${label - 8}" y="${y + 11}" text-anchor="end">${shorten(input)}</text><rect class="swing" x="${from ?? 0}" y="${y}" width="${round(Math.max(1.5, (to ?? 0) - (from ?? 0)))}" height="14"/>`
  })
  const { low, high } = scale.accepts
  const [start, end] = [at(low ?? least), at(high ?? most)]
  const band = html`<rect class="accepted" x="${start}" y="1" width="${round(Math.max(1, end - start))}" height="${height - 2}"/>`
  const middle = at(scale.value)
  const more = swing.length > shown.length ? `, with ${swing.length - shown.length} more` : ''
  const table = html`<table><thead><tr><th scope="col">Input</th><th scope="col">less of it</th><th scope="col">more of it</th></tr></thead><tbody>${swing.map(drawRow)}</tbody></table>`
  return html`<p class="card-label">What moves it</p><figure class="swings"><svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${describe(shown, text)}">${band}${bars}<line class="now" x1="${middle}" x2="${middle}" y1="0" y2="${height}"/></svg>
${drawFolded(`As a table${more}`, table)}</figure>`
}

const drawRow = ({ input, low, high }: Swing): Html =>
  html`<tr><th scope="row">${input}</th><td>${low.input}: ${low.text}</td><td>${high.input}: ${high.text}</td></tr>`

/** Where an input turns a truth around, or breaks what is stated of a number. */
export function drawTippings({ tipping, scale }: JudgedClaim): Html | null {
  if (tipping.length === 0) return null
  const rows = tipping.map(
    ({ input, text, at }) => html`<li><code>${input}</code> at ${at}, now ${text}</li>`,
  )
  const label = scale === null ? 'What turns it around' : 'What breaks it'
  return html`<p class="card-label">${label}</p><ul class="tippings">${rows}</ul>`
}

function describe(swings: Swing[], text: string): string {
  const parts = swings.map(
    ({ input, low, high }) =>
      `${input} from ${low.input} to ${high.input} gives ${low.text} to ${high.text}`,
  )
  return `What moves “${text}”: ${parts.join('; ')}.`
}

const shorten = (name: string): string => (name.length <= 17 ? name : `${name.slice(0, 16)}…`)

const round = (value: number): number => Math.round(value * 10) / 10
