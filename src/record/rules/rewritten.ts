import { placeOf } from '../../document/span.ts'
import { type Message, report } from '../../message/message.ts'
import { placeOfRecord } from '../read.ts'
import type { DecisionRecord, Section } from '../record.ts'
import { nameOf } from '../register.ts'
import type { Book } from '../rules.ts'
import { findSection } from '../sections.ts'

/** An accepted decision stays as it was decided. Where history is missing, that is said. */
export function checkHistory({ records, context }: Book): Message[] {
  const { history, complete } = context
  if (history === undefined) return []
  if (history.kind === 'missing') {
    const folder = context.folder ?? 'adrs'
    const message = report(
      'history-missing',
      { path: folder, line: 1, column: 1 },
      { why: history.why },
    )
    return [complete ? { ...message, severity: 'error' } : message]
  }
  const before = new Map(history.changed.map((record) => [record.path, record]))
  return records.flatMap((record) => {
    const old = before.get(record.path) ?? renamed(record, history.changed)
    return old?.status.kind === 'Accepted' && old.status.wording !== 'none'
      ? compare(record, old, history.base)
      : []
  })
}

/** A record may be given a better file name; it keeps its number and its title. */
const renamed = (
  record: DecisionRecord,
  before: readonly DecisionRecord[],
): DecisionRecord | undefined =>
  before.find(
    ({ number, title }) =>
      number !== null && number === record.number && title.text === record.title.text,
  )

function compare(record: DecisionRecord, old: DecisionRecord, base: string): Message[] {
  const wasDecided = decided(old)
  return decided(record)
    .filter(
      ({ what, essence }) => wasDecided.find((part) => part.what === what)?.essence !== essence,
    )
    .map(({ what, span }) =>
      report('decision-rewritten', placeOf(record.path, span), { what, base, own: nameOf(record) }),
    )
}

interface Part {
  what: string
  essence: string
  span: Section['span']
}

/** The chosen option and what was argued for it; the status, links, fences, claimed numbers and amendments may change. */
function decided(record: DecisionRecord): Part[] {
  const { document, sections } = record
  const start = placeOfRecord(record).span
  const titles = [
    'considered options',
    'decision outcome',
    'pros and cons of the options',
    'decision',
  ]
  return titles.flatMap((title) => {
    const section = findSection(sections, title)
    if (section === null)
      return title === 'decision outcome' && record.format === 'own'
        ? [{ what: 'Decision Outcome', essence: '', span: start }]
        : []
    const fences = document.fences.filter(
      ({ span }) => span.offset >= section.span.offset && span.endOffset <= section.endOffset,
    )
    let text = ''
    let from = section.span.endOffset
    for (const { span } of fences) {
      text += document.text.slice(from, span.offset)
      from = span.endOffset
    }
    text += document.text.slice(from, section.endOffset)
    return [{ what: section.title, essence: essenceOf(text), span: section.span }]
  })
}

/** Words without their marks; links without their addresses; numbers of claims without their digits. */
const essenceOf = (raw: string): string =>
  raw
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/\[[^\][]*\]\((?:calc|measured|derived|uncounted):[^()]*(?:\([^()]*\)[^()]*)*\)/g, '#')
    .replace(/\[([^\][]*)\]\([^()]*(?:\([^()]*\)[^()]*)*\)/g, '$1')
    .replace(/[^\p{L}\p{N}#%]+/gu, ' ')
    .trim()
