import { posix } from 'node:path'
import { readDocument } from '../document/read.ts'
import type { Change } from '../document/writing/plan.ts'
import { numberText, readFileName } from './file-name.ts'
import { entryOf } from './list.ts'
import { readRecord } from './read.ts'
import type { DecisionRecord } from './record.ts'
import { toMadr } from './to-madr.ts'

const digits = 4

/** The records as a folder of MADR 4, beside them `adrs.json`. Texts that stand there already are given, to be replaced. */
export function exportRecords(
  records: readonly DecisionRecord[],
  folder: string,
  existing: ReadonlyMap<string, string>,
): Change[] {
  const paths = new Map(records.map((record) => [record.path, posix.join(folder, nameOf(record))]))
  const written = records.map((record) => {
    const path = paths.get(record.path) ?? record.path
    return { path, text: toMadr(record, { paths, fromDigits: 3, toDigits: digits }) }
  })
  const entries = written.map(({ path, text }) =>
    entryOf(readRecord(readDocument(path, text, 'record'))),
  )
  const index = JSON.stringify(
    {
      schema: 1,
      records: entries.map((entry) => ({ ...entry, path: posix.basename(entry.path) })),
    },
    null,
    2,
  )
  return [...written, { path: posix.join(folder, indexName), text: `${index}\n` }].map(
    ({ path, text }) => ({
      path,
      before: existing.get(path) ?? null,
      after: text,
    }),
  )
}

export const indexName = 'adrs.json'

/** Three-digit names break some readers, so there are four. A dated record keeps its name. */
function nameOf({ path, number }: DecisionRecord): string {
  const { slug } = readFileName(path)
  return number === null
    ? posix.basename(path)
    : `${numberText(number, digits)}-${slug || 'record'}.md`
}
