import { spanOf } from '../document/span.ts'
import { type Edit, lineEndOf } from '../document/writing/edit.ts'
import { numberText } from './file-name.ts'
import { gapOf } from './gaps.ts'
import { outcomeOf } from './own-outcome.ts'
import { bodyRange, pieceOf, restOfHead } from './piece.ts'
import { type Moving, rebaseEdits } from './rebase.ts'
import type { DecisionRecord, Section, Written } from './record.ts'
import { findSection, keyOf } from './sections.ts'
import { successorsOf } from './successors.ts'

/** A section of our template, and what neighbours call it. */
interface Part {
  title: string
  names: string[]
}

const parts: Part[] = [
  {
    title: 'Context and Problem Statement',
    names: ['context', 'problem', 'problem statement', 'background'],
  },
  { title: 'Decision Drivers', names: ['drivers', 'forces'] },
  {
    title: 'Considered Options',
    names: ['options considered', 'options', 'alternatives', 'alternatives considered'],
  },
  { title: 'Decision Outcome', names: ['decision', 'outcome'] },
  { title: 'Pros and Cons of the Options', names: ['pros and cons', 'options in detail'] },
  { title: 'Links', names: ['more information', 'references', 'see also', 'related decisions'] },
]

export interface Importing extends Moving {
  number: number
}

/** A record of any dialect in our own template: every word of it is kept, and what it does not say stands in brackets. */
export function toOwn(record: DecisionRecord, importing: Importing): string {
  const { document } = record
  const edits = [...rebaseEdits(document, importing), ...markEdits(record)]
  const slice = (range: readonly [number, number]): string => pieceOf(document, edits, range).trim()
  const foreign: Foreign = { record, slice, end: lineEndOf(document.text) }
  const blocks = [
    ...headOf(foreign, importing.number),
    ...parts.flatMap((part) => blocksOf(foreign, part)),
  ]
  const amendments = findSection(record.sections, 'amendments')
  if (amendments) blocks.push('## Amendments', slice(bodyRange(amendments)))
  return `${blocks
    .filter((block) => block !== '')
    .join('\n\n')
    .replace(/\r\n|\n|\r/g, foreign.end)}${foreign.end}`
}

/** A record on its way into our template, and its text by stretches, edits done. */
export interface Foreign {
  record: DecisionRecord
  slice: (range: readonly [number, number]) => string
  end: string
}

function headOf({ record }: Foreign, number: number): string[] {
  const { date, deciders, story, affects, reviewBy, tags, title, document } = record
  const list = (all: Written[]): string => all.map(({ text }) => text).join(', ')
  const raw = document.text.slice(title.span.offset, title.span.endOffset).trim()
  const facts: [string, string][] = [
    ['Date', date?.text ?? '[YYYY-MM-DD]'],
    ['Status', statusOf(record)],
    ['Deciders', list(deciders) || '[Names or roles]'],
    ['Technical Story', story?.text ?? '[What brought this up]'],
    ['Affects', affects.map(({ text }) => `\`${text}\``).join(', ')],
    ['Review by', reviewBy?.text ?? ''],
    ['Tags', list(tags)],
  ]
  const lines = facts
    .filter(([, value]) => value !== '')
    .map(([label, value]) => `**${label}**: ${value}`)
  return [`# ADR-${numberText(number)}: ${raw || title.text}`, lines.join('\n')]
}

/** Ours has no word for a rejected record: what is not in force and has no successor is deprecated. */
function statusOf(record: DecisionRecord): string {
  const { status } = record
  const names = successorsOf(record).map((each) =>
    each.number === null ? `[${each.text}](${each.url ?? ''})` : `ADR-${numberText(each.number)}`,
  )
  const by = names.length === 0 ? '' : ` by ${names.join(' and ')}`
  if (status.partial) return `Accepted, superseded in part${by}`
  if (status.kind === 'Superseded') return `Superseded${by}`
  return status.kind === 'Rejected' ? 'Deprecated' : status.kind
}

const sectionFor = ({ record }: Foreign, { title, names }: Part): Section | null =>
  findSection(record.sections, title.toLowerCase(), ...names)

function blocksOf(foreign: Foreign, part: Part): string[] {
  const { record, slice } = foreign
  const section = sectionFor(foreign, part)
  const heading = `## ${part.title}`
  if (part.title === 'Decision Outcome') return [heading, ...outcomeOf(foreign, section)]
  const body = section ? slice(bodyRange(section)) : ''
  if (part.title === 'Links')
    return [
      heading,
      [body, ...otherFacts(record)].filter(Boolean).join('\n\n') || gapOf(record, part.title),
    ]
  if (part.title !== 'Context and Problem Statement')
    return [heading, body || gapOf(record, part.title)]
  const rest = restOfHead(record).map((node) =>
    slice([spanOf(node).offset, spanOf(node).endOffset]),
  )
  return [
    heading,
    ...rest,
    body || (rest.length > 0 ? '' : gapOf(record, part.title)),
    ...otherSections(foreign),
  ]
}

/** Sections that our template has no place for become parts of the context. */
function otherSections(foreign: Foreign): string[] {
  const { record, slice } = foreign
  const known = new Set(parts.map((part) => sectionFor(foreign, part)))
  return record.sections
    .filter((section) => !known.has(section) && !elsewhere.includes(keyOf(section.title)))
    .filter((section) => !isFact(record, section) || hasMore(record, section))
    .map((section) =>
      slice([section.span.offset, section.endOffset]).replace(/^(#{2,5})(?=\s)/gm, '#$1'),
    )
}

/** These have places of their own. */
const elsewhere = ['consequences', 'amendments', 'positive consequences', 'negative consequences']

const isFact = ({ facts }: DecisionRecord, { span }: Section): boolean =>
  facts.some(({ form, label }) => form === 'heading' && label.span.offset === span.offset)

/** A status that goes on with sentences of its own, `Amends …`, is kept as a part. */
const hasMore = ({ status }: DecisionRecord, { body }: Section): boolean =>
  body.some((node) => spanOf(node).endOffset > status.span.endOffset)

const skipped = ['parent', 'nav_order', 'title', 'layout', 'has_children']

/** Consulted, informed: facts that our template has no line for. */
const otherFacts = ({ facts }: DecisionRecord): string[] => {
  const others = facts.filter(
    ({ key, label, value }) => key === null && value.text !== '' && !skipped.includes(label.text),
  )
  return others.length === 0
    ? []
    : [others.map(({ label, value }) => `* ${label.text}: ${value.text}`).join('\n')]
}

/** `Good, because` → `✅ Good, because`, in the arguments for the options. */
function markEdits({ document, options, unlisted }: DecisionRecord): Edit[] {
  return [...options, ...unlisted].flatMap((option) =>
    option.arguments.flatMap(({ span, kind }) => {
      const raw = document.text.slice(span.offset, span.endOffset)
      const mark = kind === 'good' ? '✅' : '❌'
      const word = kind === 'good' ? 'Good' : 'Bad'
      if ((kind !== 'good' && kind !== 'bad') || !raw.startsWith(`${word}, because `)) return []
      return [{ offset: span.offset, endOffset: span.offset, text: `${mark} ` }]
    }),
  )
}
