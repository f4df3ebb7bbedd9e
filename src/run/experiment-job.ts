import type { RecordedValue } from '../evidence/measured.ts'
import type { JobInput } from '../graph/value.ts'
import type { Nouns } from '../quantity/nouns.ts'
import type { JobDocument } from './job.ts'

/** One measured fence, with the calculations that it sees, for a process of its own. */
export interface ExperimentJob {
  /** Where the process stands: relative paths mean the same for everybody who measures. */
  root: string
  path: string
  /** The line of the fence's opening mark. */
  line: number
  documents: JobDocument[]
  nouns: Nouns
  body: string
  parameters: string[]
  /** What the fence itself imports, in order, and what the calculation's imports gave it by name. */
  imports: ({ kind: 'document'; path: string } | { kind: 'module'; url: string })[]
  inputs: JobInput[]
}

export type ExperimentReport =
  | { names: Record<string, RecordedValue>; unrecorded: string[] }
  | { void: string }
  /** Cannot be made here, whatever is tried: what is missing. */
  | { leftOut: string }
  | { failed: string; line: number; column: number; path: string }
