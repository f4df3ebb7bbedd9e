import type { JudgedClaim, Verdicts } from '../evidence/verdicts.ts'
import { pageAddress } from './address.ts'
import { drawDate, drawDateTime } from './dates.ts'
import { type Experiment, findExperiment } from './experiment.ts'
import { type Html, html } from './html.ts'
import { liveDocuments } from './live-documents.ts'
import { drawStanding } from './marks.ts'
import { drawRuns } from './plots/runs.ts'
import { drawSwings, drawTippings } from './plots/swings.ts'
import { type SiteSettings, sourceAddress } from './settings.ts'
import { provenanceLabels, readVerdicts, type Standing } from './verdicts.ts'

export interface ShownClaim {
  claim: JudgedClaim
  standing: Standing
}

/** The page on which the cards stand. */
interface Place {
  root: string
  path: string
  settings: SiteSettings
  verdicts: Verdicts | null
}

/**
 * One card for each claim: a popover on the screen, needing no script; a list at the end in print. A page that has a
 * script of its own makes each card when it is asked for: there they are markup only for who has no script.
 */
export function drawCards(shown: ShownClaim[], place: Place): Html {
  const drawn = shown.map((each) => drawCard(each, place))
  const cards =
    liveDocuments(place.root, place.path) === null ? drawn : html`<noscript>${drawn}</noscript>`
  return html`<section class="cards not-content" aria-label="Evidence for the claims on this page" data-pagefind-ignore>
<p class="cards-title">Evidence for the claims on this page</p>
${cards}</section>`
}

function drawCard({ claim, standing }: ShownClaim, place: Place): Html {
  const id = `${claim.anchor}-card`
  const experiment = findExperiment(claim, place)
  return html`<div class="card" id="${id}" popover role="dialog" aria-labelledby="${id}-title" data-standing="${standing}">
<div class="card-head">${drawStanding(standing)}<span class="provenance">${provenanceLabels[claim.provenance]}${claim.assumed ? ', rests on an assumption' : ''}</span><button type="button" class="card-close" popovertarget="${id}" popovertargetaction="hide" aria-label="Close">×</button></div>
<p class="card-title" id="${id}-title">${claim.text}</p>
<p class="card-live" aria-live="polite"></p>
${claim.reason === null ? null : html`<p class="card-reason">${sentence(claim.reason)}</p>`}
<dl>${drawFindings(claim)}</dl>
${drawDerivation(claim, place)}${drawSwings(claim)}${drawTippings(claim)}${drawRuns(claim.runs, claim.text)}${drawExperiment(experiment)}
<p class="card-foot"><a href="#${claim.anchor}">Address of this claim</a> ${drawChecked(place)}</p>
</div>
`
}

function drawFindings(claim: JudgedClaim): Html {
  const term = claim.refuted ? 'Would accept' : 'Accepts'
  return html`${row(term, claim.accepts)}${row('Value', claim.value)}<div><dt>Name</dt><dd><code>${claim.name}</code></dd></div>`
}

const row = (term: string, detail: string | null): Html | null =>
  detail === null || detail === '' ? null : html`<div><dt>${term}</dt><dd>${detail}</dd></div>`

function drawDerivation({ derivation }: JudgedClaim, place: Place): Html | null {
  if (derivation.length === 0) return null
  const steps = derivation.map((step) => {
    const words = `${step.path === place.path ? 'line' : `${step.path}, line`} ${step.line}`
    const address = lineAddress(step, place)
    const where =
      address === null
        ? html`<span class="where">${words}</span>`
        : html`<a class="where" href="${address}">${words}</a>`
    return html`<li><code>${step.text}</code> ${where}</li>`
  })
  return html`<p class="card-label">How it came about</p><ol class="derivation">${steps}</ol>`
}

/** A line of a page is shown on that page, if it is a line of code there; a line of any other file in the repository. */
function lineAddress(step: { path: string; line: number }, place: Place): string | null {
  if (step.path === place.path) return isCode(place.verdicts, step.line) ? `#L${step.line}` : null
  const page = pageAddress(place.settings.base, step.path)
  if (page === null) return sourceAddress(place.settings, step.path, step.line)
  return isCode(readVerdicts(place.root, step.path), step.line) ? `${page}#L${step.line}` : page
}

/** Tables calculate too, and have no addresses for their lines. */
const isCode = (verdicts: Verdicts | null, line: number): boolean =>
  verdicts?.fences.some(({ place }) => place.line < line && line <= place.endLine) ?? false

function drawExperiment(experiment: Experiment | null): Html | null {
  if (experiment === null || experiment.measuredAt === null) return null
  const { machine, measuredAt, freshUntil, commit } = experiment
  return html`<dl class="card-machine">${row('Measured', drawDateTime(measuredAt))}${row('Fresh until', freshUntil === null ? null : drawDate(freshUntil))}${row('Machine', machine)}${row('Commit', commit?.slice(0, 12) ?? null)}</dl>`
}

function drawChecked({ verdicts }: Place): Html | null {
  if (verdicts === null) return null
  const commit = verdicts.commit === null ? '' : ` at ${verdicts.commit.slice(0, 7)}`
  return html`<span>Checked ${drawDate(verdicts.checkedAt)}${commit}</span>`
}

const sentence = (text: string): string =>
  `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`
