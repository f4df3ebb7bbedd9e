import { placeOf } from '../../document/span.ts'
import { type Message, report } from '../../message/message.ts'
import { nearest } from '../../message/nearest.ts'
import { placeOfRecord } from '../read.ts'
import type { DecisionRecord, Section } from '../record.ts'
import { findSection, isEmpty, keyOf } from '../sections.ts'

/** The sections of our template in their order; the last two may be left out and may be added later. */
const template = [
  'Context and Problem Statement',
  'Decision Drivers',
  'Considered Options',
  'Decision Outcome',
  'Pros and Cons of the Options',
  'Links',
  'Amendments',
]
const optional = ['Amendments']
const outcomeParts = ['Positive Consequences', 'Negative Consequences']

/** What the templates of the neighbours do not let out; bold lines and tables go with many sections. */
const neighbours: Partial<Record<DecisionRecord['format'], string[]>> = {
  nygard: ['Context', 'Decision', 'Consequences'],
  madr2: ['Context and Problem Statement', 'Considered Options', 'Decision Outcome'],
  madr3: ['Context and Problem Statement', 'Considered Options', 'Decision Outcome'],
  madr4: ['Context and Problem Statement', 'Considered Options', 'Decision Outcome'],
  log4brains: ['Context and Problem Statement', 'Considered Options', 'Decision Outcome'],
}

/** The sections that the template has, in its order, with something in them. */
export function checkSections(record: DecisionRecord): Message[] {
  const { format, sections } = record
  const required =
    format === 'own' ? template.filter((title) => !optional.includes(title)) : neighbours[format]
  if (required === undefined) return []
  const outcome = findSection(sections, 'decision outcome')
  const list = (titles: string[], among: Section[]): List => ({
    record,
    titles,
    among,
    first: 'the heading and the lines below it',
  })
  if (format !== 'own')
    return [...missing(list(required, sections)), ...empty(list(required, sections))]
  const own = list(template, sections)
  const parts = outcome
    ? { ...list(outcomeParts, outcome.parts), first: 'the chosen option' }
    : null
  return [
    ...missing(list(required, sections)),
    ...unexpected(own),
    ...doubled(own),
    ...disordered(own),
    ...empty(own),
    ...(parts ? [...missing(parts), ...disordered(parts), ...empty(parts)] : []),
  ]
}

interface List {
  record: DecisionRecord
  titles: string[]
  among: Section[]
  /** What the first of them stands behind. */
  first: string
}

const titled = (section: Section, title: string): boolean =>
  keyOf(section.title) === title.toLowerCase()

function missing({ record, titles, among, first }: List): Message[] {
  const place = placeOf(record.path, placeOfRecord(record).span)
  return titles
    .filter((title) => !among.some((section) => titled(section, title)))
    .map((title) => {
      const before = titles.slice(0, titles.indexOf(title))
      const after = before.findLast((other) => among.some((section) => titled(section, other)))
      const named = record.format === 'own' ? null : inItsPlace({ titles, among }, title)
      const add = `add ${title} behind ${after ?? first}`
      const cure = named === null ? add : `rename ${named} to ${title}, or ${add}`
      return report('section-missing', place, { title, cure })
    })
}

/** The one section between those that stand around a missing one: most likely it is that, under a name of its own. */
function inItsPlace(
  { titles, among }: Pick<List, 'titles' | 'among'>,
  title: string,
): string | null {
  const rankOf = (section: Section): number => titles.findIndex((each) => titled(section, each))
  const rank = titles.indexOf(title)
  const from = among.findLastIndex((section) => rankOf(section) !== -1 && rankOf(section) < rank)
  const to = among.findIndex((section) => rankOf(section) > rank)
  const between = from === -1 || to === -1 ? [] : among.slice(from + 1, to)
  return between.length === 1 ? (between[0]?.title ?? null) : null
}

function unexpected({ record, titles, among }: List): Message[] {
  return among
    .filter((section) => !titles.some((title) => titled(section, title)))
    .map((section) => {
      const meant = nearest(section.title, titles)
      const cure =
        meant === null ? 'make it a part of one of the sections of the template' : `write ${meant}`
      return report('section-unexpected', placeOf(record.path, section.span), {
        title: section.title,
        cure,
      })
    })
}

function doubled({ record, titles, among }: List): Message[] {
  return titles.flatMap((title) => {
    const [first, ...more] = among.filter((section) => titled(section, title))
    return more.map(({ span }) =>
      report('section-doubled', placeOf(record.path, span), {
        title,
        first: first?.span.line ?? 0,
      }),
    )
  })
}

/** A section that stands behind one that the template has after it. */
function disordered({ record, titles, among }: List): Message[] {
  let last = -1
  return among.flatMap((section) => {
    const rank = titles.findIndex((title) => titled(section, title))
    if (rank === -1 || rank >= last) {
      last = Math.max(last, rank)
      return []
    }
    const before = titles[last] ?? ''
    const title = titles[rank] ?? ''
    return [report('section-order', placeOf(record.path, section.span), { title, before })]
  })
}

function empty({ record, titles, among }: List): Message[] {
  return among
    .filter((section) => titles.some((title) => titled(section, title)) && isEmpty(section))
    .map(({ title, span }) => report('section-empty', placeOf(record.path, span), { title }))
}
