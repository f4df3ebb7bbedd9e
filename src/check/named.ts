import type { Provenance } from '../evidence/verdicts.ts'
import type { Value } from '../graph/value.ts'
import type { Seen } from './judged.ts'
import { originOf } from './origin.ts'
import { type Results, standingOf } from './seen.ts'

export interface Named extends Pick<Seen, 'standing' | 'reason'> {
  provenance: Provenance
  /** At the middles of all ranges; null while nothing came out. */
  value: Value | null
}

/** What a name stands for as a whole; null where the document has no such name. */
export function valueOfName(results: Results, path: string, name: string): Named | null {
  const origin = originOf(results.project, path, name)
  if (!origin || origin.kind === 'model') return null
  if (origin.kind === 'measured') {
    const states = results.states.get(origin.path) ?? []
    const state = states.find(({ scope }) => scope.fence.span.line === origin.line)
    return {
      provenance: 'measured',
      standing: state?.verdict ?? 'untested',
      reason: state?.reason ?? 'not measured yet',
      value: state?.experiment?.result?.[origin.name] ?? null,
    }
  }
  const value = results.outcomes.get(origin.path)?.names[origin.name] ?? null
  if (origin.kind === 'derived') {
    const { standing, reason } = standingOf(results, [origin])
    return { provenance: 'derived', value, standing, reason }
  }
  const provenance = origin.kind === 'input' ? 'given' : 'calculated'
  return { provenance, value, standing: 'holds', reason: null }
}
