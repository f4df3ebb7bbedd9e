import type { Verdicts } from '../evidence/verdicts.ts'
import { isSpecimen, type Standing, standingOf } from './verdicts.ts'

/** How much of what is stated holds, over all documents that are asserted. */
export interface Counts {
  claims: number
  given: number
  assumed: number
  calculated: number
  derived: number
  measured: number
  refuted: number
  standings: Record<Standing, number>
  documents: number
}

export function countClaims(all: Verdicts[]): Counts {
  const asserted = all.filter(({ status }) => !isSpecimen(status))
  const claims = asserted.flatMap((verdicts) => verdicts.claims)
  const from = (provenance: string): number =>
    claims.filter((claim) => claim.provenance === provenance).length
  const standings = { holds: 0, refuted: 0, fails: 0, stale: 0, untested: 0, unchecked: 0 }
  for (const claim of claims) standings[standingOf(claim)] += 1
  return {
    claims: claims.length,
    given: from('given'),
    assumed: claims.filter((claim) => claim.assumed).length,
    calculated: from('calculated'),
    derived: from('derived'),
    measured: from('measured'),
    refuted: claims.filter((claim) => claim.refuted).length,
    standings,
    documents: all.length,
  }
}

/** When, on which commit and on which machines the evidence was taken. */
export interface Circumstances {
  checkedAt: string | null
  commit: string | null
  machines: string[]
}

export function readCircumstances(all: Verdicts[]): Circumstances {
  const latest = [...all].sort((a, b) => (a.checkedAt < b.checkedAt ? 1 : -1))[0]
  const machines = all
    .flatMap((verdicts) => verdicts.experiments)
    .map((experiment) => experiment.machine)
    .filter((machine) => machine !== null)
  return {
    checkedAt: latest?.checkedAt ?? null,
    commit: latest?.commit ?? null,
    machines: [...new Set(machines)].sort(),
  }
}
