import { posix } from 'node:path'
import type { Change } from '../document/writing/plan.ts'
import { numberText, readFileName, slugOf } from './file-name.ts'
import { nextNumber } from './new.ts'
import type { DecisionRecord } from './record.ts'
import { toOwn } from './to-own.ts'

export interface Imported {
  changes: Change[]
  /** What a person should know: `ADR-0007 was rejected, …`. */
  notes: string[]
}

/** The records of a neighbour in our own template and folder; a number that is taken here gives way to the next free one. */
export function importRecords(
  foreign: readonly DecisionRecord[],
  own: readonly DecisionRecord[],
  folder: string,
): Imported {
  const notes: string[] = []
  const numbers = numbersFor(foreign, own, notes)
  const paths = new Map(
    foreign.map((record) => [
      record.path,
      posix.join(folder, `${numberText(numbers.get(record) ?? 0)}-${slugFor(record)}.md`),
    ]),
  )
  const digits = Math.max(
    3,
    ...foreign.filter(({ number }) => number !== null).map((record) => record.digits.length),
  )
  const changes = foreign.map((record) => {
    if (record.status.kind === 'Rejected')
      notes.push(`${record.path} was rejected; here it is deprecated`)
    const importing = { paths, fromDigits: digits, toDigits: 3, number: numbers.get(record) ?? 0 }
    return {
      path: paths.get(record.path) ?? record.path,
      before: null,
      after: toOwn(record, importing),
    }
  })
  return { changes, notes }
}

function numbersFor(
  foreign: readonly DecisionRecord[],
  own: readonly DecisionRecord[],
  notes: string[],
): Map<DecisionRecord, number> {
  const numbers = new Map<DecisionRecord, number>()
  const used = new Set(own.flatMap(({ number }) => (number === null ? [] : [number])))
  let next = nextNumber([...foreign, ...own], [])
  const dated = foreign.toSorted((a, b) => (a.path < b.path ? -1 : 1))
  for (const record of dated) {
    const isFree = record.number !== null && !used.has(record.number)
    const number = isFree ? (record.number ?? 0) : next++
    if (record.number !== null && !isFree)
      notes.push(
        `${record.path}: number ${record.digits} is taken, it becomes ${numberText(number)}`,
      )
    used.add(number)
    numbers.set(record, number)
  }
  return numbers
}

/** The name stays as it was, but for its number. */
const slugFor = ({ path, title }: DecisionRecord): string =>
  readFileName(path).slug.replaceAll(' ', '-') || slugOf(title.text)
