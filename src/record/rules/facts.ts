import { placeOf } from '../../document/span.ts'
import { type Message, report } from '../../message/message.ts'
import { nearest } from '../../message/nearest.ts'
import { optionalLabels, templateLabels } from '../fact-keys.ts'
import { placeOfRecord } from '../read.ts'
import type { DecisionRecord, Fact } from '../record.ts'
import { statusForms } from '../status.ts'

const order: readonly string[] = [...templateLabels, ...optionalLabels]

const forms: Record<(typeof templateLabels)[number], string> = {
  Date: '**Date**: YYYY-MM-DD',
  Status: '**Status**: Proposed',
  Deciders: '**Deciders**: names or roles',
  'Technical Story': '**Technical Story**: what brought this up',
}

/** What a record says about itself: all of it, in order, with a status that is one. */
export function checkFacts(record: DecisionRecord): Message[] {
  const messages = [...checkStatus(record)]
  if (record.format !== 'own') return messages
  const facts = record.facts.filter(({ form }) => form === 'bold')
  return [...messages, ...checkLabels(record, facts), ...checkLines(record, facts)]
}

function checkStatus({ path, status, format }: DecisionRecord): Message[] {
  const place = placeOf(path, status.span)
  const written = status.text
  const lacksSuccessor = /^superseded$/i.test(written)
  if (written === '' || lacksSuccessor) return []
  if (status.wording === 'unknown' || (status.wording === 'synonym' && format === 'own'))
    return [report('status-unknown', place, { written, forms: statusForms })]
  if (status.wording === 'synonym')
    return [
      report('status-synonym', place, {
        written,
        kind: status.partial ? 'Accepted, superseded in part' : status.kind,
      }),
    ]
  return []
}

function checkLabels(record: DecisionRecord, facts: Fact[]): Message[] {
  const place = placeOf(record.path, placeOfRecord(record).span)
  const isStated = (label: string): boolean =>
    facts.some((fact) => fact.label.text === label && fact.value.text !== '')
  const messages = templateLabels
    .filter((label) => label !== 'Deciders' && !isStated(label))
    .map((label) => report('fact-missing', place, { label, form: forms[label] }))
  if (isStated('Deciders')) return messages
  if (record.status.kind === 'Accepted') {
    const deciders = facts.find(({ key }) => key === 'deciders')
    const at = deciders ? placeOf(record.path, deciders.label.span) : place
    return [...messages, report('deciders-missing', at, {})]
  }
  const line = facts.some(({ label }) => label.text === 'Deciders')
  return line
    ? messages
    : [...messages, report('fact-missing', place, { label: 'Deciders', form: forms.Deciders })]
}

/** Each line is known, stands once, and behind those that the template has before it. */
function checkLines({ path }: DecisionRecord, facts: Fact[]): Message[] {
  const messages: Message[] = []
  const seen = new Map<string, number>()
  let last = ''
  for (const { label } of facts) {
    const place = placeOf(path, label.span)
    const rank = order.indexOf(label.text)
    const first = seen.get(label.text)
    if (rank === -1)
      messages.push(report('fact-unknown', place, { label: label.text, cure: cureOf(label.text) }))
    else if (first !== undefined)
      messages.push(report('fact-doubled', place, { label: label.text, first }))
    else if (rank < order.indexOf(last))
      messages.push(report('fact-order', place, { label: label.text, before: last }))
    else last = label.text
    seen.set(label.text, first ?? label.span.line)
  }
  return messages
}

function cureOf(label: string): string {
  const meant = nearest(label, order)
  return meant === null ? `the lines are: ${order.join(', ')}` : `write **${meant}**`
}
