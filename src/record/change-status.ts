import { applyEdits, type Edit, replace } from '../document/writing/edit.ts'
import type { Change } from '../document/writing/plan.ts'
import type { DecisionRecord, StatusKind } from './record.ts'
import { findRecord, linkFrom, nameOf, type Register, relativePath } from './register.ts'

export interface StatusChange {
  record: DecisionRecord
  kind: StatusKind
  /** The successors, for a record that becomes superseded. */
  by?: readonly DecisionRecord[]
}

/** The record with its new status; where it becomes accepted, what it supersedes is marked in the same step. */
export function changeStatus(
  { record, kind, by = [] }: StatusChange,
  register: Register,
): Change[] {
  const links = by.map((successor) => linkIn(record, successor))
  const text = kind === 'Superseded' ? `Superseded by ${listed(links)}` : kind
  const changes = [edited(record, [statusEdit(record, text)])]
  return kind === 'Accepted' ? [...changes, ...supersede(record, register)] : changes
}

/** Every record that this one says it supersedes, with the status that follows from that. */
function supersede(successor: DecisionRecord, register: Register): Change[] {
  const changes: Change[] = []
  const done = new Set<DecisionRecord>([successor])
  for (const link of successor.links) {
    const old = link.relation === 'supersedes' ? findRecord(register, link) : null
    if (old === null || done.has(old)) continue
    done.add(old)
    if (old.status.successors.some((each) => findRecord(register, each) === successor)) continue
    changes.push(edited(old, [statusEdit(old, supersededStatus(old, successor, link.partial))]))
  }
  return changes
}

/** A further successor joins the ones that are named already. */
function supersededStatus(
  old: DecisionRecord,
  successor: DecisionRecord,
  partial: boolean,
): string {
  const link = linkIn(old, successor)
  const { status } = old
  const stated = old.document.text.slice(status.span.offset, status.span.endOffset)
  const wasPartial = status.partial && partial
  if (status.successors.length > 0 && (status.kind === 'Superseded' || wasPartial))
    return `${stated} and ${link}`
  return partial ? `Accepted, superseded in part by ${link}` : `Superseded by ${link}`
}

/** `[ADR-007](./007-x.md)` in our own; neighbours leave the dot out, and front matter has no links. */
function linkIn(record: DecisionRecord, other: DecisionRecord): string {
  if (record.format === 'own') return linkFrom(record.path, other)
  const isFrontMatter = record.facts.some(
    ({ key, form }) => key === 'status' && form === 'front matter',
  )
  if (isFrontMatter) return nameOf(other)
  const path = relativePath(record.path, other.path).replace(/^\.\//, '')
  const label = record.format === 'nygard' && other.heading ? other.heading.text : nameOf(other)
  return `[${label}](${path})`
}

const listed = (links: string[]): string =>
  links.length < 2 ? links.join('') : `${links.slice(0, -1).join(', ')} and ${links.at(-1)}`

/** Only the value changes; where no status stands yet, there is no place for one. */
export class NoStatusLine extends Error {}

function statusEdit(record: DecisionRecord, text: string): Edit {
  if (record.status.wording === 'none') throw new NoStatusLine(record.path)
  const lower = /^madr|^log4brains/.test(record.format) && /^\p{Ll}/u.test(record.status.text)
  return replace(
    record.status.span,
    lower ? text.replace(/^\w/, (letter) => letter.toLowerCase()) : text,
  )
}

const edited = ({ path, document }: DecisionRecord, edits: Edit[]): Change => ({
  path,
  before: document.text,
  after: applyEdits(document.text, edits),
})
