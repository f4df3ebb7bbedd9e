import type { LiveClaim, LiveNumber } from '../../evidence/live.ts'
import type { ReviveLaw } from '../../graph/revive.ts'
import type { JobImport, JobInput, Value } from '../../graph/value.ts'
import type { Accepted } from '../../quantity/accepted.ts'
import type { Law } from '../../quantity/law.ts'
import type { Nouns } from '../../quantity/nouns.ts'

/** What the site bundles for one page: its document's function, and those of the documents that it imports. */
export interface Bundle {
  path: string
  documents: BundledDocument[]
  /** Models by their file. */
  modules: Record<string, unknown>
  /** Null where no law is met, so that its code stays away. */
  laws: BundledLaws | null
  nouns: Nouns
  claims: BundledClaim[]
}

export type BundledClaim = Omit<LiveClaim, 'accepts'> & {
  accepts: Exclude<LiveClaim['accepts'], LiveNumber> | BundledNumber
}

/** An end that lies at infinity is a number here, and nothing in a file. */
export type BundledNumber = Omit<LiveNumber, 'region'> & { region: Accepted }

export interface BundledLaws {
  readLaw: (text: string, nouns: Nouns) => Law<string> | string
  lawFromJSON: ReviveLaw
}

interface BundledDocument {
  path: string
  run: (inputs: unknown[], use: (index: number) => unknown, recorded: unknown) => Names
  imports: JobImport[]
  inputs: BundledInput[]
  recorded: Record<string, Value>
}

export interface BundledInput extends JobInput {
  /** What it is called in an address: `clients`, `calculations/chat.md:clients`, `line 31`. */
  key: string
  unit: string | null
  factors: number[]
}

type Names = Record<string, unknown>
