import type { Change } from '../document/writing/plan.ts'
import type { TakenNumber } from './history.ts'
import type { DecisionRecord } from './record.ts'
import { linkFrom } from './register.ts'
import { draftRecord, fileNameOf } from './template.ts'

export interface Beginning {
  folder: string
  title: string
  date: string
  records: readonly DecisionRecord[]
  /** On other branches. */
  taken: readonly TakenNumber[]
  story?: string | undefined
  deciders?: string | undefined
  /** What the new record is to supersede, once it is accepted. */
  supersedes?: readonly DecisionRecord[]
  inPart?: boolean
}

export interface Begun {
  number: number
  change: Change & { after: string }
}

/** A new record with the next number that no record has, here or on any branch. */
export function beginRecord(beginning: Beginning): Begun {
  const { folder, records, taken, supersedes = [], inPart = false } = beginning
  const number = nextNumber(records, taken)
  const digits = Math.max(
    3,
    ...records.filter((record) => record.number !== null).map((record) => record.digits.length),
  )
  const title = beginning.title.replace(/\s+/g, ' ').trim()
  const path = `${folder}/${fileNameOf({ number, digits, title })}`
  const verb = inPart ? 'Supersedes in part' : 'Supersedes'
  const { date, story, deciders } = beginning
  const after = draftRecord({
    ...{ number, digits, title, date, story, deciders },
    links: supersedes.map((record) => `${verb} ${linkFrom(path, record)}`),
  })
  return { number, change: { path, before: null, after } }
}

export function nextNumber(
  records: readonly DecisionRecord[],
  taken: readonly TakenNumber[],
): number {
  return (
    Math.max(0, ...records.map(({ number }) => number ?? 0), ...taken.map(({ number }) => number)) +
    1
  )
}
