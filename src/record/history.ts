import type { DecisionRecord } from './record.ts'

/** A number that a record on another branch has. */
export interface TakenNumber {
  number: number
  path: string
  branch: string
}

/** What git knows of the records: as they were where this branch began, and on the tips of all branches. */
export type RecordHistory =
  | { kind: 'missing'; why: string }
  | {
      kind: 'read'
      /** What the work is compared with, `origin/main`. */
      base: string
      /** The paths of all records there. */
      before: readonly string[]
      /** As they stood there: the records that the work has changed, moved or removed since. */
      changed: readonly DecisionRecord[]
      taken: readonly TakenNumber[]
    }
