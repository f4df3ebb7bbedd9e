import { readDocument } from '../document/read.ts'
import { readRecord } from '../record/read.ts'
import type { DecisionRecord, Written } from '../record/record.ts'
import { successorsOf } from '../record/successors.ts'

/** What the log, the badges and the notices say of a decision record, in whichever dialect it is written. */
export interface RecordFacts {
  /** As its file is numbered, `007`. */
  number: string
  /** Without the number. */
  name: string
  status: string
  /** The files of the records that stand in its place. */
  successors: string[]
  date: string
  deciders: string
  tags: string[]
  /** Patterns of the files that it governs. */
  affects: string[]
}

/** Null for what is no record. */
export function readRecordFacts(path: string, text: string): RecordFacts | null {
  if (!path.startsWith('adrs/')) return null
  const record = readRecord(readDocument(path, text, 'record'))
  return {
    number: record.digits || (record.headingNumber === null ? '' : String(record.headingNumber)),
    name: record.title.text,
    status: statusOf(record),
    successors: successorsOf(record).flatMap(({ path: file }) => file ?? []),
    date: record.date?.text ?? '',
    deciders: textsOf(record.deciders).join(', '),
    tags: textsOf(record.tags),
    affects: textsOf(record.affects),
  }
}

/** A status in other words than the closed list's is read, and shown, as the one that it stands for. */
const statusOf = ({ status }: DecisionRecord): string =>
  status.wording === 'none' ? '' : status.kind

const textsOf = (pieces: Written[]): string[] => pieces.map(({ text }) => text)
