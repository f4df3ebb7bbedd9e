import { placeOf } from '../../document/span.ts'
import { type Message, report } from '../../message/message.ts'
import { placeOfRecord } from '../read.ts'
import type { DecisionRecord, Section } from '../record.ts'
import { nameOf } from '../register.ts'
import type { Book } from '../rules.ts'
import { findSection } from '../sections.ts'

/** An accepted decision stays, and as it was decided. Where history is missing, that is said. */
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
  const paths = new Map(records.map((record) => [record.path, record]))
  const added = records.filter(({ path }) => !history.before.includes(path))
  return history.changed
    .filter(({ status }) => status.kind === 'Accepted' && status.wording !== 'none')
    .flatMap((old) => {
      const record = paths.get(old.path) ?? renamed(old, added)
      return record ? compare(record, old, history.base) : [removed(old, history.base)]
    })
}

/** A record may be given a better file name or title, or a free number; one of the two it keeps. */
function renamed(
  { number, title }: DecisionRecord,
  added: readonly DecisionRecord[],
): DecisionRecord | undefined {
  const titled = added.filter((record) => record.title.text === title.text)
  const numbered = added.filter((record) => number !== null && record.number === number)
  return titled.find((record) => numbered.includes(record)) ?? numbered[0] ?? titled[0]
}

function removed({ path, title }: DecisionRecord, base: string): Message {
  return report('decision-removed', { path, line: 1, column: 1 }, { title: title.text, base, path })
}

function compare(record: DecisionRecord, old: DecisionRecord, base: string): Message[] {
  const parts = decided(record)
  const own = nameOf(record)
  return decided(old).flatMap(({ key, what, essence }) => {
    const part = parts.find((each) => each.key === key)
    if (part?.essence === essence) return []
    const span = part?.span ?? placeOfRecord(record).span
    return [report('decision-rewritten', placeOf(record.path, span), { what, base, own })]
  })
}

interface Part {
  key: string
  what: string
  essence: string
  span: Section['span']
}

/** The chosen option and what was argued for it; the status, links, fences, claimed numbers and amendments may change. */
function decided(record: DecisionRecord): Part[] {
  const { document, sections } = record
  const titles = [
    'considered options',
    'decision outcome',
    'pros and cons of the options',
    'decision',
  ]
  return titles.flatMap((title) => {
    const section = findSection(sections, title)
    if (section === null) return []
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
    return [{ key: title, what: section.title, essence: essenceOf(text), span: section.span }]
  })
}

/** Words and signs without the marks of Markdown; links without their addresses; numbers of claims without their digits. */
const essenceOf = (raw: string): string =>
  raw
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/\[[^\][]*\]\((?:calc|measured|derived|uncounted):[^()]*(?:\([^()]*\)[^()]*)*\)/g, '#')
    .replace(/\[([^\][]*)\]\([^()]*(?:\([^()]*\)[^()]*)*\)/g, '$1')
    .replace(/^[ \t]*>+/gm, '')
    .replace(/[`|]|(?<=\s)[+=~]+(?=\s)|~~/g, ' ')
    .replace(/[^\p{L}\p{N}\p{S}#%−]+/gu, ' ')
    .trim()
