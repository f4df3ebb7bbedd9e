import type { Verdicts } from '../evidence/verdicts.ts'
import type { Message } from '../message/message.ts'

/** What a run examined and found: everything that was found is in one of these. */
export interface Counts {
  documents: number
  claims: number
  given: number
  /** Of the given ones; what rests on them is not counted again. */
  assumed: number
  calculated: number
  derived: number
  measured: number
  refuted: number
  expectations: number
  fences: number
  sketched: number
  uncounted: number
  unclaimed: number
  holds: number
  fails: number
  stale: number
  untested: number
}

export function countVerdicts(verdicts: Verdicts[], messages: Message[]): Counts {
  const claims = verdicts.flatMap((each) => each.claims)
  const fences = verdicts.flatMap((each) => each.fences)
  const by = (provenance: string): number =>
    claims.filter((claim) => claim.provenance === provenance).length
  const as = (verdict: string): number => claims.filter((claim) => claim.verdict === verdict).length
  return {
    documents: verdicts.length,
    claims: claims.length,
    given: by('given'),
    assumed: claims.filter(({ provenance, assumed }) => provenance === 'given' && assumed).length,
    calculated: by('calculated'),
    derived: by('derived'),
    measured: by('measured'),
    refuted: claims.filter(({ refuted }) => refuted).length,
    expectations: verdicts.reduce((sum, each) => sum + each.expectations.length, 0),
    fences: fences.length,
    sketched: fences.filter(({ use }) => use === 'sketch').length,
    uncounted: verdicts.reduce((sum, each) => sum + each.uncounted, 0),
    unclaimed: messages.filter(({ id }) => id === 'number-unclaimed').length,
    holds: as('holds'),
    fails: as('fails'),
    stale: as('stale'),
    untested: as('untested'),
  }
}
