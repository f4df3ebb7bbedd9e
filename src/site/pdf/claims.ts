import type { Link, LinkReference } from 'mdast'
import { toString as textOf } from 'mdast-util-to-string'
import type { JudgedClaim } from '../../evidence/verdicts.ts'
import { printNumber } from '../../quantity/print-number.ts'
import {
  isSpecimen,
  provenanceLabels,
  type Standing,
  standingLabels,
  standingOf,
} from '../verdicts.ts'
import type { Chapter } from './chapter.ts'
import { call, type Typst, words } from './typst.ts'

const colours: Record<Standing, string> = {
  holds: '#16211f',
  refuted: '#7b3a75',
  fails: '#b1241c',
  stale: '#85560a',
  untested: '#53615e',
  unchecked: '#53615e',
}

/** `[45 connections](calc:pool)` → the same words with a footnote that holds the evidence. */
export function printClaim(node: Link | LinkReference, content: Typst, chapter: Chapter): Typst {
  const claim = findClaim(node, chapter)
  const standing = claim === null ? 'untested' : standingOf(claim, chapter.verdicts?.status ?? null)
  const shown =
    standing === 'holds' ? content : call('text', { fill: `rgb("${colours[standing]}")` }, content)
  const note =
    claim === null ? 'Untested: no check has judged this place.' : noteOf(claim, standing)
  return shown + call('footnote', {}, words(note))
}

function findClaim(node: Link | LinkReference, { verdicts }: Chapter): JudgedClaim | null {
  const line = node.position?.start.line ?? 0
  const column = (node.position?.start.column ?? 0) + 1
  const found = verdicts?.claims.find(({ place }) => place.line === line && place.column === column)
  return found?.text === textOf(node) && !isSpecimen(verdicts?.status ?? null) ? found : null
}

function noteOf(claim: JudgedClaim, standing: Standing): string {
  const { name, value, accepts, provenance, assumed, reason, derivation } = claim
  const how = `${provenanceLabels[provenance]}${assumed ? ', on an assumption' : ''}`
  const head = standing === 'holds' ? how : `${standingLabels[standing]}; ${how.toLowerCase()}`
  const step = derivation[0]
  const parts = [
    value === null ? name : `${name} = ${value}`,
    accepts === '' ? '' : `accepts ${accepts}`,
    runsOf(claim),
    reason ?? '',
    step === undefined ? '' : `${step.path}, line ${step.line}`,
  ]
  return `${head}: ${parts.filter((part) => part !== '').join('; ')}.`
}

function runsOf({ runs, scale }: JudgedClaim): string {
  const valid = runs.filter((run) => run.void === null).toSorted((a, b) => a.value - b.value)
  const [first, last] = [valid[0], valid.at(-1)]
  if (first === undefined || last === undefined) return ''
  const [least, most] = [figureOf(first.value, scale), figureOf(last.value, scale)]
  const unit = scale?.stated ? ` ${scale.stated}` : ''
  const spread = (least === most ? least : `${least} to ${most}`) + unit
  return `${valid.length} valid runs, ${spread}`
}

/** In the unit that the claim writes: 0.000814341 core·s/message → `0.814`. */
function figureOf(value: number, scale: JudgedClaim['scale']): string {
  return printNumber(value / (scale?.perStated ?? 1), { digits: 3 })
}
