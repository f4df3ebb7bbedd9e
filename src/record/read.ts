import type { Document } from '../document/document.ts'
import { spanOf } from '../document/span.ts'
import { readFacts } from './facts.ts'
import { readFileName } from './file-name.ts'
import { formatOf, roleOf } from './format.ts'
import { readLinks } from './links.ts'
import { readOptions } from './options.ts'
import { readChosen, readConsequences } from './outcome.ts'
import type { DecisionRecord, Fact, FactKey, Section, Written } from './record.ts'
import {
  bulletsOf,
  bulletWritten,
  findSection,
  headingWritten,
  readSections,
  titleHeading,
} from './sections.ts'
import { readStatus } from './status.ts'
import { spanBetween, writtenAt } from './written.ts'

/** Reads a document as a decision record, in whichever dialect it is written. */
export function readRecord(document: Document): DecisionRecord {
  const sections = readSections(document)
  const facts = readFacts(document, sections)
  const format = formatOf(document, facts, sections) ?? 'own'
  const { number, digits } = readFileName(document.path)
  const node = titleHeading(document)
  const heading = node ? headingWritten(document, node) : null
  const status = factOf(facts, 'status')
  const { options, unlisted } = readOptions(document, sections)
  const outcome = findSection(sections, 'decision outcome')
  return {
    document,
    path: document.path,
    format,
    number,
    digits,
    heading,
    headingNumber: numberOfHeading(heading?.text ?? ''),
    title: titleOf(document, heading),
    facts,
    date: withoutTime(factOf(facts, 'date')?.value ?? null),
    status: readStatus({
      raw: status ? withSuccessor(status, factOf(facts, 'supersededBy')) : null,
      written: status?.value ?? heading ?? startOf(document),
      format,
      path: document.path,
    }),
    deciders: factOf(facts, 'deciders')?.items ?? [],
    story: filled(factOf(facts, 'story')?.value),
    affects: factOf(facts, 'affects')?.items ?? [],
    reviewBy: filled(factOf(facts, 'reviewBy')?.value),
    tags: factOf(facts, 'tags')?.items ?? [],
    sections,
    drivers: listOf(document, findSection(sections, 'decision drivers')),
    options,
    unlisted,
    chosen: outcome ? readChosen(document, outcome, options) : null,
    consequences: readConsequences(document, sections),
    links: readLinks(document),
  }
}

interface Folder {
  records: DecisionRecord[]
  /** Everything else, to be named to the rules as what it is. */
  files: string[]
}

/** Parts the documents of a folder into records and what is none, which stands with the other files there. */
export function readFolder(
  documents: readonly Document[],
  otherFiles: readonly string[] = [],
): Folder {
  const folder: Folder = { records: [], files: [...otherFiles] }
  for (const document of documents) {
    if (isRecord(document)) folder.records.push(readRecord(document))
    else folder.files.push(document.path)
  }
  return folder
}

/** An index or a template is named as such; anything else counts by what is in it. */
export function isRecord(document: Document): boolean {
  if (roleOf(document.path) !== 'record') return false
  const sections = readSections(document)
  return formatOf(document, readFacts(document, sections), sections) !== null
}

const factOf = (facts: readonly Fact[], key: FactKey): Fact | undefined =>
  facts.find((fact) => fact.key === key && fact.value.text !== '') ??
  facts.find((fact) => fact.key === key)

const filled = (written: Written | undefined): Written | null =>
  written === undefined || written.text === '' ? null : written

/** YAML may write a day as a moment: `2026-11-21T00:00:00Z`. */
const withoutTime = (date: Written | null): Written | null =>
  date
    ? filled({ ...date, text: date.text.replace(/^(\d{4}-\d{2}-\d{2})T[\d:.]+Z?$/, '$1') })
    : null

/** A front matter may state the successor under a key of its own. */
const withSuccessor = (status: Fact, by: Fact | undefined): string =>
  by === undefined || /\bby\b/i.test(status.raw) || by.raw === ''
    ? status.raw
    : `${status.raw} by ${by.raw}`

const numberPattern = /^(?:ADR[-\s#]*(\d{1,6})|(\d{1,6})\.(?=\s)|(\d{1,6})\s*[:–—-]\s)/i

function numberOfHeading(text: string): number | null {
  const digits = text
    .match(numberPattern)
    ?.slice(1)
    .find((group) => group !== undefined)
  return digits === undefined ? null : Number(digits)
}

function titleOf(document: Document, heading: Written | null): Written {
  if (!heading) return { text: document.title, span: startOf(document).span }
  const head = heading.text.match(numberPattern)?.[0] ?? ''
  const rest = heading.text.slice(head.length).replace(/^\s*[:.–—-]?\s*/, '')
  const at = document.text.indexOf(rest, heading.span.offset)
  const inside = head !== '' && rest !== '' && at !== -1 && at < heading.span.endOffset
  return {
    text: rest,
    span: inside ? writtenAt(document, at, heading.span.endOffset).span : heading.span,
  }
}

const startOf = (document: Document): Written => ({ text: '', span: spanBetween(document, 0, 0) })

function listOf(document: Document, section: Section | null): Written[] {
  return section ? bulletsOf(section).map((item) => bulletWritten(document, item)) : []
}

/** Where a record as a whole is meant: its heading, else its first character. */
export function placeOfRecord(record: DecisionRecord): Written {
  const first = record.document.tree.children[0]
  return record.heading ?? { text: '', span: first ? spanOf(first) : startOf(record.document).span }
}
