import type { Said } from './protocol.ts'

/** A message on its way through one process: accepted, delivered, stored. */
export interface Entry {
  said: Said
  /** Its text as it is stored: sealed, or as it was said. */
  stored: string
  /** The piece of the log that holds it, which stays until the database does. */
  segment?: Segment
  /** Called once: with null when the message is accepted, else with the reason why not. */
  settle(refusal: string | null): void
}

export interface Segment {
  path: string
  /** Entries that the database does not hold yet. */
  unstored: number
  isFull: boolean
}
