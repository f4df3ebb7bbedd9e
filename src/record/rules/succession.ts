import { placeOf } from '../../document/span.ts'
import { type Message, report } from '../../message/message.ts'
import { isRealDate } from '../file-name.ts'
import type { DecisionRecord, Reference } from '../record.ts'
import { findRecord, nameOf } from '../register.ts'
import type { Book } from '../rules.ts'
import { isSuperseded, successorsOf } from '../successors.ts'

/** Supersession holds at both ends: the old record names the new one, which leads back to it. */
export function checkSuccession(book: Book): Message[] {
  return [
    ...book.records.flatMap((record) => [
      ...checkSuccessors(record, book),
      ...checkPredecessors(record, book),
    ]),
    ...checkCycles(book),
  ]
}

function checkSuccessors(record: DecisionRecord, book: Book): Message[] {
  if (!isSuperseded(record)) return []
  const place = placeOf(record.path, record.status.span)
  const successors = successorsOf(record)
  if (successors.length === 0) return [report('successor-missing', place, {})]
  const messages = successors.flatMap((reference) => checkSuccessor(record, reference, book))
  if (messages.length > 0 || record.status.partial) return messages
  const isLinked = book.records.some(
    (other) => other !== record && other.links.some(({ path }) => path === record.path),
  )
  return isLinked ? [] : [report('record-uncited', place, { own: nameOf(record) })]
}

function checkSuccessor(
  record: DecisionRecord,
  reference: Reference,
  { register }: Book,
): Message[] {
  const place = placeOf(record.path, record.status.span)
  const successor = findRecord(register, reference)
  // A standard, a page elsewhere: nothing of ours that could lead back.
  if (successor === null && reference.path === null && reference.number === null) return []
  if (successor === null || successor === record) {
    const written = reference.text
    const cure =
      successor === record
        ? 'name another record: this one cannot supersede itself'
        : 'name a record of this folder: holdfast list shows them'
    return [report('successor-unknown', place, { written, cure })]
  }
  const messages: Message[] = []
  const leadsBack = successor.links.some((link) => findRecord(register, link) === record)
  if (!leadsBack) {
    const detail = { own: nameOf(record), successor: nameOf(successor), path: successor.path }
    messages.push(report('successor-silent', place, detail))
  }
  if (isEarlier(successor, record) && successor.date) {
    const detail = {
      date: successor.date.text,
      predecessor: nameOf(record),
      before: record.date?.text ?? '',
    }
    messages.push(report('successor-earlier', placeOf(successor.path, successor.date.span), detail))
  }
  return messages
}

function isEarlier({ date }: DecisionRecord, other: DecisionRecord): boolean {
  if (!date || !other.date || !isRealDate(date.text) || !isRealDate(other.date.text)) return false
  return date.text < other.date.text
}

/** What an accepted record supersedes must say so; a proposed one changes nothing yet. */
function checkPredecessors(record: DecisionRecord, { register }: Book): Message[] {
  if (record.status.kind !== 'Accepted' || record.status.wording === 'none') return []
  const told = new Set<DecisionRecord>()
  return record.links.flatMap((link) => {
    const old = link.relation === 'supersedes' ? findRecord(register, link) : null
    if (old === null || old === record || told.has(old)) return []
    told.add(old)
    if (successorsOf(old).some((reference) => findRecord(register, reference) === record)) return []
    const detail = {
      predecessor: nameOf(old),
      status: old.status.text || 'not stated',
      own: nameOf(record),
    }
    return [report('predecessor-unmarked', placeOf(record.path, link.span), detail)]
  })
}

/** Each circle once, at its first record. */
function checkCycles({ records, register }: Book): Message[] {
  const done = new Set<DecisionRecord>()
  const messages: Message[] = []
  const visit = (record: DecisionRecord, trail: DecisionRecord[]): void => {
    const start = trail.indexOf(record)
    if (start !== -1) {
      const circle = [...trail.slice(start), record].map(nameOf).join(', ')
      messages.push(
        report('succession-cycle', placeOf(record.path, record.status.span), { circle }),
      )
    }
    if (start !== -1 || done.has(record)) return
    for (const reference of successorsOf(record)) {
      const next = findRecord(register, reference)
      if (next && next !== record) visit(next, [...trail, record])
    }
    done.add(record)
  }
  for (const record of records) visit(record, [])
  return messages
}
