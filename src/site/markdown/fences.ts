import type { Code, Root, RootContent } from 'mdast'
import { SKIP, visit } from 'unist-util-visit'
import type { FenceUse } from '../../document/document.ts'
import { readFenceUse } from '../../document/fence-use.ts'
import { drawDate } from '../dates.ts'
import { experimentAround } from '../experiment.ts'
import { type Html, html } from '../html.ts'
import { drawStanding } from '../marks.ts'
import { isOnlyImports } from '../only-imports.ts'
import { sourceAddress } from '../settings.ts'
import { standingOf } from '../verdicts.ts'
import { element, markup } from './nodes.ts'
import type { Page } from './page.ts'

/**
 * Says of each fence what it is used for: hidden ones are folded, measured ones carry their last result,
 * sketches their reason. The line goes with the code, so that steps of a derivation can point at it.
 */
export function drawFences(tree: Root, page: Page): void {
  visit(tree, 'code', (node, index, parent) => {
    if (parent === undefined || index === undefined) return
    const use = readFenceUse(node.lang ?? '', node.meta ?? '')
    const line = (node.position?.start.line ?? 0) + page.linesAbove
    if (node.lang === 'ts') node.meta = `line="${line + 1}" path="${page.path}"`
    if ('id' in use) return
    const drawn = drawFence(node, use, { page, line })
    if (drawn === null) return
    parent.children.splice(index, 1, drawn)
    return [SKIP, index + 1]
  })
}

interface Where {
  page: Page
  line: number
}

function drawFence(node: Code, use: FenceUse, where: Where): RootContent | null {
  if (use.use === 'shown') return null
  const caption = drawCaption(use, where)
  const isFolded =
    (use.use === 'calculation' && use.hidden) ||
    (use.use === 'derived' && isOnlyImports(node.value))
  if (isFolded) {
    const lines = node.value.split('\n').length
    const what = use.use === 'derived' ? 'Imports' : 'Calculation'
    const title = html`<summary class="not-content"><span class="fence-use">${what}, folded</span> <span class="fence-note">${lines} line${lines === 1 ? '' : 's'}</span></summary>`
    return element('details', { className: ['fence', 'fence-folded'] }, [markup(title), node])
  }
  if (caption === null) return null
  const properties = { className: ['fence'], 'data-use': use.use }
  return element('figure', properties, [
    markup(html`<figcaption class="not-content">${caption}</figcaption>`),
    node,
  ])
}

/** Null for a plain calculation that raises no question. */
function drawCaption(use: FenceUse, where: Where): Html | null {
  switch (use.use) {
    case 'calculation':
      return drawTrouble(where)
    case 'measured':
      return label('Measured', drawMeasured(where))
    case 'derived':
      return label('Derived', drawState(where))
    case 'sketch':
      return label('Sketch, not run', html`${use.reason}`)
    case 'refused':
      return label('Refused by the compiler', html`<code>${use.code}</code> ${drawState(where)}`)
    case 'throws':
      return label('Throws', html`“${use.part}” ${drawState(where)}`)
    case 'file':
      return label('From the service', drawSource(use, where))
    case 'shown':
      return null
  }
}

const label = (use: string, note: Html): Html =>
  html`<span class="fence-use">${use}</span> <span class="fence-note">${note}</span>`

function fenceAt({ page, line }: Where) {
  return page.verdicts?.fences.find((fence) => fence.place.line === line) ?? null
}

function drawTrouble(where: Where): Html | null {
  const fence = fenceAt(where)
  return fence === null || fence.verdict === 'holds' ? null : label('Calculation', drawState(where))
}

function drawState(where: Where): Html {
  const fence = fenceAt(where)
  const status = where.page.verdicts?.status ?? null
  if (fence === null) return drawStanding('untested')
  const standing = drawStanding(standingOf({ verdict: fence.verdict, refuted: false }, status))
  return fence.reason === null ? standing : html`${standing} ${fence.reason}`
}

function drawMeasured(where: Where): Html {
  const { verdicts } = where.page
  const experiment = verdicts === null ? null : experimentAround(verdicts, where.line)
  if (experiment === null || experiment.measuredAt === null) return drawState(where)
  const standing = standingOf(
    { verdict: experiment.verdict, refuted: false },
    verdicts?.status ?? null,
  )
  const voids = experiment.voidRuns === 0 ? '' : `, ${experiment.voidRuns} void`
  const reason = experiment.reason === null ? '' : ` · ${experiment.reason}`
  return html`${drawStanding(standing)} ${experiment.validRuns} valid runs${voids} · ${drawDate(experiment.measuredAt)} · ${experiment.machine ?? 'machine not recorded'}${reason}`
}

function drawSource(use: { file: string; region: string | null }, { page }: Where): Html {
  const name = use.region === null ? use.file : `${use.file}, region ${use.region}`
  const address = sourceAddress(page.settings, use.file)
  return address === null
    ? html`<code>${name}</code>`
    : html`<a href="${address}"><code>${name}</code></a>`
}
