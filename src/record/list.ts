import { readDocument } from '../document/read.ts'
import { outlineOf } from './outline.ts'
import { isRecord, readRecord } from './read.ts'
import { nameOf } from './register.ts'

/** One line of the list of records. */
export interface Entry {
  number: number | null
  name: string
  title: string
  status: string
  /** Where it is superseded, by which; in part too. */
  supersededBy: string[]
  date: string | null
  deciders: string[]
  tags: string[]
  affects: string[]
  reviewBy: string | null
  path: string
}

export interface Filter {
  status?: string | undefined
  tag?: string | undefined
  /** Words that all stand somewhere in the text. */
  text?: string | undefined
}

/** The records among these texts that a filter leaves, by their number. */
export function listRecords(texts: ReadonlyMap<string, string>, filter: Filter = {}): Entry[] {
  const entries: Entry[] = []
  for (const [path, text] of texts) {
    if (!hasWords(text, filter.text)) continue
    const document = readDocument(path, outlineOf(text), 'record')
    if (!isRecord(document)) continue
    const entry = entryOf(readRecord(document))
    if (passes(entry, filter)) entries.push(entry)
  }
  return entries.toSorted(
    (a, b) => (a.number ?? -1) - (b.number ?? -1) || (a.path < b.path ? -1 : 1),
  )
}

export function entryOf(record: ReturnType<typeof readRecord>): Entry {
  const { number, title, status, date, deciders, tags, affects, reviewBy, path } = record
  return {
    number,
    name: nameOf(record),
    title: title.text,
    status: status.kind,
    supersededBy: status.successors.map((each) =>
      each.number === null ? each.text : `ADR-${String(each.number).padStart(3, '0')}`,
    ),
    date: date?.text ?? null,
    deciders: deciders.map(({ text }) => text),
    tags: tags.map(({ text }) => text),
    affects: affects.map(({ text }) => text),
    reviewBy: reviewBy?.text ?? null,
    path,
  }
}

function hasWords(text: string, words: string | undefined): boolean {
  const lower = text.toLowerCase()
  return (words ?? '')
    .toLowerCase()
    .split(/\s+/)
    .every((word) => lower.includes(word))
}

const same = (a: string, b: string | undefined): boolean =>
  b === undefined || a.toLowerCase() === b.toLowerCase()

const passes = (entry: Entry, { status, tag }: Filter): boolean =>
  same(entry.status, status) && (tag === undefined || entry.tags.some((each) => same(each, tag)))

/** Aligned columns: name, status, date, title, and the tags in brackets. */
export function tableOf(entries: readonly Entry[]): string {
  const rows = entries.map(({ name, status, supersededBy, date, title, tags }) => [
    name,
    supersededBy.length === 0 ? status : `${status} by ${supersededBy.join(', ')}`,
    date ?? '',
    tags.length === 0 ? title : `${title} [${tags.join(', ')}]`,
  ])
  const widths = [0, 1, 2].map((column) =>
    Math.max(0, ...rows.map((row) => row[column]?.length ?? 0)),
  )
  return rows
    .map(
      (row) =>
        `${row
          .map((cell, column) => cell.padEnd(widths[column] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('')
}
