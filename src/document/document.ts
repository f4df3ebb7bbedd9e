import type { Root } from 'mdast'
import type { Message } from '../message/message.ts'

/** What a document is for decides which rules hold in it; its folder decides what it is. */
export type DocumentKind = 'record' | 'calculation' | 'report' | 'page'

/** A half-open stretch of a document's text. Offsets count UTF-16 units from 0, lines and columns from 1. */
export interface Span {
  line: number
  column: number
  offset: number
  endLine: number
  endColumn: number
  endOffset: number
}

/** The closed list of what may stand on a fence that holds TypeScript. */
export type FenceUse =
  | { use: 'calculation'; hidden: boolean }
  | { use: 'measured'; freshDays: number | null }
  | { use: 'derived' }
  | { use: 'sketch'; reason: string }
  | { use: 'refused'; code: string }
  | { use: 'throws'; part: string }
  | { use: 'file'; file: string; region: string | null }
  | { use: 'shown'; language: string }

/** One line of a fence's code: where it begins in the document, behind indentation and quote marks. */
export interface CodeLine {
  line: number
  column: number
  offset: number
  text: string
}

export interface Fence {
  span: Span
  language: string
  /** What stands behind the language, as written. */
  info: string
  use: FenceUse
  lines: CodeLine[]
  /** The line of the closing mark; null where the document or its container ends first. */
  closingLine: number | null
}

export type ClaimScheme = 'calc' | 'measured' | 'derived'

/** A number in the prose that is linked to the name that proves it: `[38](calc:inFlight.mid)`. */
export interface Claim {
  /** The link as a whole, from `[` to `)`; of the use, where the link is by reference. */
  span: Span
  /** The text between the brackets. */
  textSpan: Span
  text: string
  scheme: ClaimScheme
  /** `pool` of `calc:pool.mid`. */
  name: string
  /** `mid` of `calc:pool.mid`, or ''. Further dots stay in it: `matrix.option.score` has `option.score`. */
  member: string
  /** The link's title, as written: `refuted`, `±2 %`, `threshold`, or ''. */
  title: string
  /** The prose of the same sentence around the link, marks removed: for comparison words and left-out units. */
  before: string
  after: string
  /** Headings of column and row, where the claim stands in a table. */
  tableHeadings: string[]
}

/** `[text](uncounted: "reason")`: a number that is exempt from coverage, and counted as such. */
export interface Uncounted {
  span: Span
  textSpan: Span
  text: string
  reason: string
}

/** `![Delivery times](plot:delivery)`: the value of a name as a picture. */
export interface Plot {
  span: Span
  /** What the picture shows, in words. */
  words: string
  name: string
  member: string
}

/** A Markdown file, read. Pure: made from path and text alone. */
export interface Document {
  /** Relative to the root, with forward slashes. */
  path: string
  text: string
  kind: DocumentKind
  title: string
  tree: Root
  fences: Fence[]
  claims: Claim[]
  uncounted: Uncounted[]
  plots: Plot[]
  /** What is wrong with the document as it stands, found while reading it. */
  problems: Message[]
}
