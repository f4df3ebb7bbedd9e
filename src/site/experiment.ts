import type { JudgedClaim, Verdicts } from '../evidence/verdicts.ts'
import { readVerdicts } from './verdicts.ts'

export type Experiment = Verdicts['experiments'][number]

/** The experiment whose fence holds a step of the claim's derivation, in this document or the one it is imported from. */
export function findExperiment(
  claim: JudgedClaim,
  place: { root: string; path: string; verdicts: Verdicts | null },
): Experiment | null {
  if (claim.provenance !== 'measured' && claim.provenance !== 'derived') return null
  for (const step of claim.derivation) {
    const verdicts = step.path === place.path ? place.verdicts : readStep(place.root, step.path)
    const found = verdicts === null ? null : experimentAround(verdicts, step.line)
    if (found !== null) return found
  }
  const own = place.verdicts?.experiments ?? []
  return claim.provenance === 'measured' && own.length === 1 ? (own[0] ?? null) : null
}

function readStep(root: string, path: string): Verdicts | null {
  return path.endsWith('.md') ? readVerdicts(root, path) : null
}

/** An experiment stands on the line of its fence. */
export function experimentAround(verdicts: Verdicts, line: number): Experiment | null {
  const fence = verdicts.fences.find(
    ({ use, place }) => use === 'measured' && place.line <= line && line <= place.endLine,
  )
  if (fence === undefined) return null
  return verdicts.experiments.find((each) => inside(each.line, fence.place)) ?? null
}

const inside = (line: number, place: { line: number; endLine: number }): boolean =>
  place.line <= line && line <= place.endLine
