import type { JudgedClaim, Verdicts } from '../evidence/verdicts.ts'
import { pageAddress } from './address.ts'
import { type Standing, standingOf } from './verdicts.ts'

/** A claim as the lists show it: with the document it stands in and its own address. */
export interface ListedClaim extends JudgedClaim {
  path: string
  title: string
  address: string
  standing: Standing
}

const urgency: Record<Standing, number> = {
  fails: 0,
  stale: 1,
  untested: 2,
  refuted: 3,
  holds: 3,
  unchecked: 4,
}

export function listClaims(all: Verdicts[], base: string): ListedClaim[] {
  return all.flatMap((verdicts) =>
    verdicts.claims.map((claim) => ({
      ...claim,
      path: verdicts.path,
      title: verdicts.title,
      address: `${pageAddress(base, verdicts.path) ?? base}#${claim.anchor}`,
      standing: standingOf(claim, verdicts.status),
    })),
  )
}

/** What fails first, then what is stale and untested; within each the order of the documents stays. */
export function byUrgency(a: ListedClaim, b: ListedClaim): number {
  return urgency[a.standing] - urgency[b.standing]
}
