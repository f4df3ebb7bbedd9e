import type { Selector, Target } from '../graph/select.ts'
import type { DocumentCode, JobImport, JobInput, Value } from '../graph/value.ts'
import type { Nouns } from '../quantity/nouns.ts'

/** What the evaluating process is asked and what it answers: plain data, sent as lines of JSON. */

export interface Job {
  documents: JobDocument[]
  nouns: Nouns
}

/** A document with what is asked of it. */
export interface JobDocument extends DocumentCode {
  throws: JobThrows[]
  wants: Want[]
}

/** A fence that must throw. */
export interface JobThrows {
  line: number
  body: string
  parameters: string[]
  imports: JobImport[]
  inputs: JobInput[]
  part: string
}

/** A value that a claim or an expectation asks for. */
export interface Want {
  id: number
  /** Whether the function with derived fences is needed. */
  whole: boolean
  name: string
  member: string
  /** What is stated of the value, where inputs can break it; a number that only follows them has none. */
  stated?: StatedWant
}

/** A statement with what stands around it, to be read as the check reads it. */
export interface StatedWant {
  text: string
  around: { before: string; after: string; title: string; headings: string[]; member: string }
}

/** An input by its place in a document, with the value under each move: a range to its ends, then to half and double. */
export interface InputRef {
  path: string
  line: number
  column: number
  moves: { to: string; value: number | null }[]
}

/** An input that turns a truth around, or breaks what is stated: at what value, and by what factor of its own. */
export interface Tipping {
  path: string
  line: number
  column: number
  factor: number
  value: Value
  /** In the unit that the author wrote. */
  at: string
}

export interface Answer {
  id: number
  value: Value
  /** The bounds, where ranges reach the value; `selected` is the member that was taken of them. */
  uncertain: { low: number; mid: number; high: number } | null
  selected: Selector | null
  /** The way to the value through the names of one run; null where there is none. */
  target: Target | null
  /** Inputs that change the value when they are changed. */
  restsOn: InputRef[]
  /** The inputs that turn a truth around, or break what is stated of a number, within reach. */
  tipping: Tipping[]
  /** Of a truth or a text: what it is instead somewhere within the ranges; null where it is the same throughout. */
  varies: string | null
  /** A sampled point outside the bounds: they are no bounds then. */
  notMonotone: boolean
}

/** Where code failed: a line and column of a document, or its beginning where the stack does not tell. */
export interface Failure {
  path: string
  line: number
  column: number
  text: string
  kind: 'threw' | 'unstable' | 'too-many-ranges' | 'not-thrown' | 'broke'
}

/** What came out for one document. */
export interface Outcome {
  path: string
  answers: Answer[]
  /** Every name at the middles of all ranges, for derivations. */
  names: Record<string, Value>
  failures: Failure[]
}

export type FromChild = { starts: string } | { outcome: Outcome } | { ready: true }
