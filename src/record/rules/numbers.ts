import { posix } from 'node:path'
import { placeOf } from '../../document/span.ts'
import { type Message, report } from '../../message/message.ts'
import { numberText, readFileName, slugOf } from '../file-name.ts'
import { placeOfRecord } from '../read.ts'
import type { DecisionRecord } from '../record.ts'
import type { Book } from '../rules.ts'

/** Each record has a number of its own, here and on every other branch. */
export function checkNumbers(book: Book): Message[] {
  const first = new Map<number, DecisionRecord>()
  return oldestFirst(book).flatMap((record) => {
    const { number, path } = record
    if (number === null) return record.digits === '' ? [missing(record, book)] : []
    const other = first.get(number)
    if (other === undefined) {
      first.set(number, record)
      return takenElsewhere(record, book)
    }
    const detail = { number: record.digits, other: other.path, path }
    return [report('number-doubled', placeIn(record), detail)]
  })
}

/** Of two with one number, the one that was there before keeps it. */
function oldestFirst({ records, context: { history } }: Book): DecisionRecord[] {
  const before = new Set(history?.kind === 'read' ? history.before : [])
  const rank = ({ path }: DecisionRecord): number => (before.has(path) ? 0 : 1)
  return records.toSorted((a, b) => rank(a) - rank(b) || (a.path < b.path ? -1 : 1))
}

const placeIn = (record: DecisionRecord): ReturnType<typeof placeOf> =>
  placeOf(record.path, placeOfRecord(record).span)

function missing(record: DecisionRecord, { records }: Book): Message {
  const numbered = records.filter(({ number }) => number !== null)
  const next = Math.max(0, ...numbered.map(({ number }) => number ?? 0)) + 1
  const digits = Math.max(3, ...numbered.map((other) => other.digits.length))
  const form = `${numberText(next, digits)}-${slugOf(record.title.text)}.md`
  return report('number-missing', placeIn(record), { name: posix.basename(record.path), form })
}

/** A record that is new here must not take the number of another that is new elsewhere. */
function takenElsewhere(record: DecisionRecord, { context: { history } }: Book): Message[] {
  if (history?.kind !== 'read') return []
  const { number, path, digits } = record
  if (history.before.some((old) => old === path || readFileName(old).number === number)) return []
  const taken = history.taken.find((other) => other.number === number && other.path !== path)
  if (taken === undefined) return []
  const detail = { number: digits, other: taken.path, branch: taken.branch, path }
  return [report('number-taken', placeIn(record), detail)]
}
