import type { Definition, Link, LinkReference, Root } from 'mdast'
import { toString as textOf } from 'mdast-util-to-string'
import { SKIP, visit } from 'unist-util-visit'
import type { JudgedClaim } from '../../evidence/verdicts.ts'
import { drawCards, type ShownClaim } from '../claim-card.ts'
import { html } from '../html.ts'
import { drawSign } from '../marks.ts'
import { isSpecimen, provenanceLabels, standingLabels, standingOf } from '../verdicts.ts'
import { element, markup } from './nodes.ts'
import type { Page } from './page.ts'

const scheme = /^(calc|measured|derived):(.+)$/

/**
 * `[45 connections](calc:pool.mid)` → the same words, underlined by where they come from, with a small
 * sign for how they stand; the sign opens a card with the evidence. The cards stand at the page's end,
 * where print shows them as a list.
 */
export function drawClaims(tree: Root, page: Page): void {
  const definitions = readDefinitions(tree)
  const shown: ShownClaim[] = []
  visit(tree, ['link', 'linkReference'], (node, index, parent) => {
    if (node.type !== 'link' && node.type !== 'linkReference') return
    if (parent === undefined || index === undefined) return
    const target = node.type === 'link' ? node : definitions.get(node.identifier)
    const url = target?.url ?? ''
    if (url.startsWith('uncounted:')) {
      const reason = target?.title ?? ''
      const exempt = element(
        'span',
        { className: ['uncounted'], title: `Not counted: ${reason}` },
        node.children,
      )
      parent.children.splice(index, 1, exempt)
      return [SKIP, index + 1]
    }
    const name = url.match(scheme)?.[2]
    if (name === undefined) return
    const stated = { name, url, refuted: target?.title === 'refuted' }
    const claim =
      findClaim(node, stated, page) ?? untested(node, { ...stated, page, before: shown })
    shown.push({ claim, standing: standingOf(claim, page.verdicts?.status ?? null) })
    parent.children.splice(index, 1, drawClaim(node, claim, page))
    return [SKIP, index + 1]
  })
  removeDefinitions(tree)
  if (shown.length > 0) tree.children.push(markup(drawCards(shown, page)))
}

function readDefinitions(tree: Root): Map<string, Definition> {
  const definitions = new Map<string, Definition>()
  visit(tree, 'definition', (node) => {
    if (!definitions.has(node.identifier)) definitions.set(node.identifier, node)
  })
  return definitions
}

/** A definition with our schemes has served its purpose; no link may lead there. */
function removeDefinitions(tree: Root): void {
  tree.children = tree.children.filter(
    (node) => node.type !== 'definition' || !/^(calc|measured|derived|uncounted):/.test(node.url),
  )
}

interface Stated {
  name: string
  url: string
  refuted: boolean
}

type LinkNode = Link | LinkReference

/** The verdict for exactly this place, name and text; a document that changed since has none. */
function findClaim(node: LinkNode, { name }: Stated, page: Page): JudgedClaim | null {
  const { line, column } = placeOf(node, page)
  const found = page.verdicts?.claims.find(
    (claim) => claim.place.line === line && claim.place.column === column && claim.name === name,
  )
  return found?.text === textOf(node) ? found : null
}

/** A claim's place is the first character of its text. */
const placeOf = (node: LinkNode, page: Page): { line: number; column: number } => ({
  line: (node.position?.start.line ?? 0) + page.linesAbove,
  column: (node.position?.start.column ?? 0) + 1,
})

function untested(
  node: LinkNode,
  stated: Stated & { page: Page; before: ShownClaim[] },
): JudgedClaim {
  const { name, url, refuted, page, before } = stated
  const text = textOf(node)
  const { line, column } = placeOf(node, page)
  const kind = url.match(scheme)?.[1]
  const same = before.filter(({ claim }) => claim.name === name).length
  return {
    place: { line, column, endLine: line, endColumn: column + text.length },
    text,
    name,
    verdict: 'untested',
    provenance: kind === 'measured' || kind === 'derived' ? kind : 'calculated',
    assumed: false,
    refuted,
    accepts: '',
    value: null,
    derivation: [],
    reason:
      page.verdicts === null
        ? 'no check has run yet'
        : 'the document changed since it was last checked',
    scheme: kind === 'measured' || kind === 'derived' ? kind : 'calc',
    anchor: `claim-${name.replaceAll('.', '-')}${same === 0 ? '' : `-${same + 1}`}`,
    threshold: false,
    runs: [],
    scale: null,
    swing: [],
    tipping: [],
    experiments: [],
  }
}

function drawClaim(node: LinkNode, claim: JudgedClaim, page: Page) {
  const standing = standingOf(claim, page.verdicts?.status ?? null)
  const assumed = claim.assumed && !isSpecimen(page.verdicts?.status ?? null)
  const words = `${standingLabels[standing]}, ${provenanceLabels[claim.provenance].toLowerCase()}`
  const label = `${words}${assumed ? ' from an assumption' : ''}: show the evidence`
  const sign = html`<button type="button" class="claim-sign not-content" popovertarget="${claim.anchor}-card" popovertargetaction="show" interestfor="${claim.anchor}-card" aria-label="${label}">${drawSign(standing)}</button>`
  const properties = {
    className: ['claim'],
    id: claim.anchor,
    'data-standing': standing,
    'data-provenance': claim.provenance,
    ...(assumed ? { 'data-assumed': 'true' } : {}),
  }
  const text = element('span', { className: ['claim-text'] }, node.children)
  return element('span', properties, [text, markup(sign)])
}
