import type { Verdicts } from '../evidence/verdicts.ts'
import { isSpecimen, type Standing, standingOf } from './verdicts.ts'

/** `1,248`, as prose writes it. */
export const printCount = (count: number): string => count.toLocaleString('en')

/** How much of what is stated holds, over all documents that are asserted. */
export interface Counts {
  claims: number
  given: number
  /** Of those that are given. */
  assumed: number
  calculated: number
  derived: number
  measured: number
  refuted: number
  standings: Record<Standing, number>
  documents: number
}

/** Every page's banner asks for the same counts. */
const counted = new WeakMap<Verdicts[], Counts>()

export function countClaims(all: Verdicts[]): Counts {
  const counts = counted.get(all) ?? count(all)
  counted.set(all, counts)
  return counts
}

function count(all: Verdicts[]): Counts {
  const asserted = all.filter(({ status }) => !isSpecimen(status))
  const claims = asserted.flatMap((verdicts) => verdicts.claims)
  const from = (provenance: string): number =>
    claims.filter((claim) => claim.provenance === provenance).length
  const standings = { holds: 0, refuted: 0, fails: 0, stale: 0, untested: 0, unchecked: 0 }
  for (const claim of claims) standings[standingOf(claim)] += 1
  return {
    claims: claims.length,
    given: from('given'),
    assumed: claims.filter(({ provenance, assumed }) => provenance === 'given' && assumed).length,
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
  const latest = all.reduce<Verdicts | undefined>(
    (last, each) => (last && last.checkedAt >= each.checkedAt ? last : each),
    undefined,
  )
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
