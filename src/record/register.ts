import { posix } from 'node:path'
import { numberText } from './file-name.ts'
import type { DecisionRecord, Reference } from './record.ts'

/** All records of a tree, to be found by what other records call them. */
export interface Register {
  records: readonly DecisionRecord[]
  byPath: ReadonlyMap<string, DecisionRecord>
  byNumber: ReadonlyMap<number, DecisionRecord>
  bySlug: ReadonlyMap<string, DecisionRecord>
}

export function registerOf(records: readonly DecisionRecord[]): Register {
  const byNumber = new Map<number, DecisionRecord>()
  for (const record of records)
    if (record.number !== null && !byNumber.has(record.number)) byNumber.set(record.number, record)
  return {
    records,
    byPath: new Map(records.map((record) => [record.path, record])),
    byNumber,
    bySlug: new Map(records.map((record) => [posix.basename(record.path, '.md'), record])),
  }
}

/** The record that a link or a mention leads to; null where there is none. */
export function findRecord(
  { byPath, byNumber }: Register,
  { path, number }: Reference,
): DecisionRecord | null {
  if (path !== null) return byPath.get(path) ?? null
  return number === null ? null : (byNumber.get(number) ?? null)
}

/** `ADR-007`, with as many digits as the file's name has; a dated record goes by its name. */
export function nameOf({
  number,
  digits,
  path,
}: Pick<DecisionRecord, 'number' | 'digits' | 'path'>): string {
  return number === null
    ? posix.basename(path, '.md')
    : `ADR-${numberText(number, Math.max(3, digits.length))}`
}

/** `[ADR-007](./007-x.md)`, as one record writes it of another. */
export const linkFrom = (
  from: string,
  record: Pick<DecisionRecord, 'number' | 'digits' | 'path'>,
): string => `[${nameOf(record)}](${relativePath(from, record.path)})`

export function relativePath(from: string, to: string): string {
  const path = posix.relative(posix.dirname(from), to)
  return path.startsWith('.') ? path : `./${path}`
}
