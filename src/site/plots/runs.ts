import type { JudgedClaim } from '../../evidence/verdicts.ts'
import { type Html, html } from '../html.ts'

type Run = JudgedClaim['runs'][number]

const width = 320
const height = 56
const margin = 14
const axis = 34

/** Every run on one line: a dot for a valid one, a cross for a void one, a bar at the median. */
export function drawRuns(runs: Run[], stated: string): Html | null {
  if (runs.length === 0) return null
  const scale = scaleOf(runs)
  const valid = runs.filter((run) => run.void === null)
  const marks = runs.map((run, at) => drawRun(run, scale(run.value), at))
  const middle = median(valid.map((run) => run.value))
  const bar = middle === null ? null : drawMedian(scale(middle))
  return html`<figure class="runs"><svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${describe(runs, stated)}"><line class="axis" x1="${margin}" x2="${width - margin}" y1="${axis}" y2="${axis}"/>${bar}${marks}${drawEnds(valid, scale)}</svg>
<details><summary>${countRuns(runs)}</summary><ol>${runs.map((run) => html`<li>${run.text}${run.void === null ? null : html` <span class="void">void: ${run.void}</span>`}</li>`)}</ol></details></figure>`
}

type Scale = (value: number) => number

function scaleOf(runs: Run[]): Scale {
  const values = runs.map((run) => run.value)
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const span = high - low
  return (value) =>
    round(span === 0 ? width / 2 : margin + ((value - low) / span) * (width - 2 * margin))
}

/** Runs that lie close together are told apart by their height above the line. */
function drawRun(run: Run, x: number, at: number): Html {
  const y = axis - 6 - (at % 3) * 7
  return run.void === null
    ? html`<circle class="run" cx="${x}" cy="${y}" r="3.4"/>`
    : html`<path class="run void" d="M${round(x - 3)} ${y - 3}l6 6m0-6l-6 6"/>`
}

const drawMedian = (x: number): Html =>
  html`<line class="median" x1="${x}" x2="${x}" y1="${axis - 26}" y2="${axis + 4}"/>`

/** The smallest and the largest valid run, named below their dots; one name alone where both would not fit. */
function drawEnds(valid: Run[], scale: Scale): Html | null {
  const sorted = [...valid].sort((a, b) => a.value - b.value)
  const [low, high] = [sorted[0], sorted.at(-1)]
  if (low === undefined || high === undefined) return null
  const apart = scale(high.value) - scale(low.value)
  if (apart < 110) {
    const words = low.text === high.text ? low.text : `${low.text} to ${high.text}`
    return name(words, scale(low.value) + apart / 2)
  }
  return html`${name(low.text, scale(low.value))}${name(high.text, scale(high.value))}`
}

/** Near an edge the words lean inwards. */
function name(words: string, x: number): Html {
  const anchor = x < 70 ? 'start' : x > width - 70 ? 'end' : 'middle'
  const at =
    anchor === 'start' ? Math.min(x, margin) : anchor === 'end' ? Math.max(x, width - margin) : x
  return html`<text x="${at}" y="${axis + 16}" text-anchor="${anchor}">${words}</text>`
}

function describe(runs: Run[], stated: string): string {
  const valid = runs.filter((run) => run.void === null).sort((a, b) => a.value - b.value)
  const middle = valid[Math.floor(valid.length / 2)]
  const range =
    middle === undefined
      ? 'none valid'
      : `from ${valid[0]?.text} to ${valid.at(-1)?.text}, median near ${middle.text}`
  return `Runs behind “${stated}”: ${countRuns(runs)}, ${range}.`
}

function countRuns(runs: Run[]): string {
  const voids = runs.filter((run) => run.void !== null).length
  const valid = runs.length - voids
  return `${valid} valid run${valid === 1 ? '' : 's'}${voids === 0 ? '' : `, ${voids} void`}`
}

function median(values: number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const [low, high] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle], sorted[middle]]
  return low === undefined || high === undefined ? null : (low + high) / 2
}

const round = (value: number): number => Math.round(value * 10) / 10
