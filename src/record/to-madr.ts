import { spanOf } from '../document/span.ts'
import { applyEdits, type Edit, lineEndOf, replace } from '../document/writing/edit.ts'
import { numberText } from './file-name.ts'
import { pieceOf, restOfHead } from './piece.ts'
import { type Moving, rebaseEdits } from './rebase.ts'
import type { DecisionRecord, Section, Written } from './record.ts'
import { findSection, keyOf } from './sections.ts'
import { successorsOf } from './successors.ts'

/** A record of any dialect as MADR 4 has it: facts in front matter, consequences in one list, four digits. */
export function toMadr(record: DecisionRecord, moving: Moving): string {
  const { document, sections } = record
  const headEnd = sections[0]?.span.offset ?? document.text.length
  const structure = [...headingEdits(record), ...consequenceEdits(record), ...markEdits(record)]
  const edits = [...rebaseEdits(document, moving), ...structure]
    .filter(({ offset }) => offset >= headEnd)
    .filter((edit, _, all) => !all.some((other) => other !== edit && covers(other, edit)))
  const end = lineEndOf(document.text)
  const rest = restOfHead(record).map((node) => {
    const { offset, endOffset } = spanOf(node)
    return `${pieceOf(document, rebaseEdits(document, moving), [offset, endOffset])}${end}${end}`
  })
  const head = [...frontMatter(record, moving.toDigits), '', `# ${titleOf(record)}`, '', ''].join(
    end,
  )
  return `${head}${rest.join('')}${applyEdits(document.text, edits).slice(headEnd)}`
}

/** A section that goes takes the edits in it along. */
const covers = (edit: Edit, other: Edit): boolean =>
  edit.offset <= other.offset &&
  other.endOffset <= edit.endOffset &&
  edit.endOffset - edit.offset > other.endOffset - other.offset

function titleOf({ title, document }: DecisionRecord): string {
  const { offset, endOffset } = title.span
  return document.text.slice(offset, endOffset) || title.text
}

function frontMatter(record: DecisionRecord, digits: number): string[] {
  const { date, deciders, story, affects, reviewBy, tags } = record
  const texts = (all: Written[]): string[] => all.map(({ text }) => text)
  const list = (all: Written[]): string =>
    all.length === 0 ? '' : `[${texts(all).map(quoted).join(', ')}]`
  const lines: [string, string][] = [
    ['status', scalar(statusOf(record, digits))],
    ['date', scalar(date?.text ?? '')],
    ['decision-makers', scalar(texts(deciders).join(', '))],
    ['technical-story', scalar(story?.text ?? '')],
    ['affects', list(affects)],
    ['review-by', scalar(reviewBy?.text ?? '')],
    ['tags', list(tags)],
  ]
  const filled = lines.filter(([, value]) => value !== '').map(([key, value]) => `${key}: ${value}`)
  return filled.length === 0 ? [] : ['---', ...filled, '---']
}

function statusOf(record: DecisionRecord, digits: number): string {
  const { status } = record
  if (status.wording === 'none') return ''
  const names = successorsOf(record).map(({ number, text }) =>
    number === null ? text : `ADR-${numberText(number, digits)}`,
  )
  const by = names.length === 0 ? '' : ` by ${names.join(' and ')}`
  if (status.partial) return `accepted, superseded in part${by}`
  return `${status.kind.toLowerCase()}${status.kind === 'Superseded' ? by : ''}`
}

const quoted = (text: string): string => JSON.stringify(text)

/** Plain where YAML reads it as the same text. */
const scalar = (text: string): string =>
  text === '' || /^[A-Za-z0-9][\w ,.()/-]*$/.test(text) ? text : quoted(text)

const titles: Record<string, string> = {
  context: 'Context and Problem Statement',
  decision: 'Decision Outcome',
  links: 'More Information',
}

/** Sections get the names that MADR has; one that only holds a fact goes. */
function headingEdits({ document, sections, facts }: DecisionRecord): Edit[] {
  return sections.flatMap((section) => {
    const { span, endOffset } = section
    const isFact = facts.some(
      ({ form, label }) => form === 'heading' && label.span.offset === span.offset,
    )
    if (isFact) return [{ offset: span.offset, endOffset, text: '' }]
    const title = titles[keyOf(section.title)]
    return title === undefined ? [] : [replace(titleSpan(document.text, section), title)]
  })
}

function titleSpan(text: string, { span }: Section): Pick<Edit, 'offset' | 'endOffset'> {
  const marks = text.slice(span.offset).match(/^#+[ \t]*/)?.[0].length ?? 0
  return { offset: span.offset + marks, endOffset: span.endOffset }
}

/** Positive and negative consequences become one list, whose bullets say which they are. */
function consequenceEdits({ document, sections, consequences, format }: DecisionRecord): Edit[] {
  if (!['own', 'madr2', 'log4brains'].includes(format)) return []
  const parts = findSection(sections, 'decision outcome')?.parts ?? []
  const positive = findSection(parts, 'positive consequences')
  const negative = findSection(parts, 'negative consequences')
  const edits = consequences.map(({ kind, span }) => ({
    offset: span.offset,
    endOffset: span.offset,
    text: kind === 'positive' ? 'Good, because ' : 'Bad, because ',
  }))
  const first = positive ?? negative
  if (first) edits.push({ ...titleSpan(document.text, first), text: 'Consequences' })
  const last = positive?.body.at(-1)
  const next = negative?.body[0]
  if (last?.type === 'list' && next?.type === 'list')
    edits.push({
      offset: spanOf(last).endOffset,
      endOffset: spanOf(next).offset,
      text: lineEndOf(document.text),
    })
  return edits
}

/** `✅ Good, because` → `Good, because`. */
function markEdits({ document, options, unlisted }: DecisionRecord): Edit[] {
  return [...options, ...unlisted].flatMap((option) =>
    option.arguments.flatMap(({ span }) => {
      const mark = document.text
        .slice(span.offset, span.endOffset)
        .match(/^[✅❌]\uFE0F?[ \t]*/u)?.[0]
      return mark === undefined
        ? []
        : [{ offset: span.offset, endOffset: span.offset + mark.length, text: '' }]
    }),
  )
}
