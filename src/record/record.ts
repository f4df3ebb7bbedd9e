import type { RootContent } from 'mdast'
import type { Document, Span } from '../document/document.ts'

/** How a record is written: our own template, or one of those that people have already. */
export type Format =
  | 'own'
  | 'nygard'
  | 'madr2'
  | 'madr3'
  | 'madr4'
  | 'log4brains'
  | 'bold'
  | 'table'

/** A piece of a record: as a reader sees it, marks removed, and where it stands. */
export interface Written {
  text: string
  span: Span
}

/** The four of the template, and the one that only neighbours have. */
export type StatusKind = 'Proposed' | 'Accepted' | 'Deprecated' | 'Superseded' | 'Rejected'

export interface Status extends Written {
  /** Accepted where a neighbour states none; Proposed where what is stated is not understood. */
  kind: StatusKind
  /** `stated` in the words of the closed list, `synonym` in other known words, `unknown`, or `none` at all. */
  wording: 'stated' | 'synonym' | 'unknown' | 'none'
  successors: Reference[]
  /** `Accepted, superseded in part by ADR-007`. */
  partial: boolean
}

/** Something that leads to a record or a file. */
export interface Reference extends Written {
  /** As written between the parentheses; null for a mention such as `ADR-007`. */
  url: string | null
  /** The file that is meant, relative to the root; null for other sites, for anchors and for mentions. */
  path: string | null
  /** The number of the record that is meant, where there is one. */
  number: number | null
}

export type Relation = 'supersedes' | 'superseded-by' | 'amends' | 'amended-by' | 'refers'

export interface RecordLink extends Reference {
  kind: 'link' | 'image' | 'mention'
  relation: Relation
  /** Supersedes, or is superseded, in part. */
  partial: boolean
}

export interface Section {
  title: string
  depth: number
  /** The heading. */
  span: Span
  /** What stands between this heading and the next of any depth. */
  body: RootContent[]
  /** Sections below this one. */
  parts: Section[]
  /** Where the section with all its parts ends. */
  endOffset: number
}

export interface Argument extends Written {
  /** Null where the bullet does not say. */
  kind: 'good' | 'neutral' | 'bad' | null
  /** Begins exactly as the template has it: `✅ Good, because`. */
  marked: boolean
  /** What stands behind `because`. */
  reason: Written
}

export interface Option {
  name: Written
  /** The heading below which its arguments stand; null where there is none. */
  heading: Written | null
  arguments: Argument[]
}

export interface ChosenOption extends Written {
  /** The considered option that is meant; null where none is. */
  option: Option | null
  exact: boolean
}

export interface Chosen {
  /** The statement as a whole, `Chosen option: "…", because …`. */
  span: Span
  options: ChosenOption[]
  because: Written | null
}

export interface Consequence extends Written {
  kind: 'positive' | 'neutral' | 'negative'
  mitigation: Written | null
}

/** One line of what a record says about itself, such as `**Date**: 2026-11-21`. */
export interface Fact {
  key: FactKey | null
  label: Written
  value: Written
  /** The value as written, with its marks. */
  raw: string
  items: Written[]
  form: 'bold' | 'list' | 'plain' | 'table' | 'front matter' | 'heading'
}

export type FactKey =
  | 'date'
  | 'status'
  | 'deciders'
  | 'story'
  | 'affects'
  | 'reviewBy'
  | 'tags'
  | 'supersedes'
  | 'supersededBy'

/** A document read as a decision record. */
export interface DecisionRecord {
  document: Document
  path: string
  format: Format
  /** From the file's name; null where that has none, or a date instead. */
  number: number | null
  /** As the file's name writes it: `007`, `20260101`, or ''. */
  digits: string
  /** The first heading; null where there is none. */
  heading: Written | null
  /** The number that the heading states, if any. */
  headingNumber: number | null
  /** Without the number. */
  title: Written
  facts: Fact[]
  date: Written | null
  status: Status
  deciders: Written[]
  story: Written | null
  affects: Written[]
  reviewBy: Written | null
  tags: Written[]
  sections: Section[]
  drivers: Written[]
  options: Option[]
  /** Options that are argued for without being listed. */
  unlisted: Option[]
  chosen: Chosen | null
  consequences: Consequence[]
  links: RecordLink[]
}
