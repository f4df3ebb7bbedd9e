import type { Provenance, Verdict } from '../evidence/verdicts.ts'
import type { Value } from '../graph/value.ts'
import type { Origin } from './origin.ts'

/** What judging knows about the value that a statement is about. */
export interface Seen {
  origin: Origin | null
  provenance: Provenance
  assumed: boolean
  /** Null while nothing came out; `reason` then says why. */
  value: Value | null
  /** The bounds, where no member was named and ranges reach the value. */
  uncertain: { low: number; mid: number; high: number } | null
  /** What a truth or a text is instead within its ranges. */
  varies: string | null
  /** Every valid run of a measured value, for claims that say refuted and for the plot. */
  runs: { value: Value; void: string | null }[]
  /** For each input that it rests on, the value with that input moved. */
  moves: (number | null)[][]
  /** Whether something that was measured is behind it. */
  restsOnRecorded: boolean
  /** `stale` and `untested` come from what it rests on. */
  standing: Exclude<Verdict, 'fails'>
  reason: string | null
}
