import { type Verdicts, verdictsVersion } from '../evidence/verdicts.ts'
import type { Project } from './project.ts'

/** A record that is deprecated or superseded: shown as it was, nothing in it checked any more. */
export function specimenVerdicts(
  project: Project,
  path: string,
  about: { commit: string | null; status: string | null },
): Verdicts {
  const document = project.documents.get(path)?.document
  return {
    schema: verdictsVersion,
    path,
    title: document?.title ?? '',
    kind: 'record',
    ...about,
    checkedAt: new Date().toISOString(),
    claims: [],
    expectations: [],
    fences: [],
    plots: [],
    inputs: [],
    experiments: [],
    uncounted: 0,
    problems: [],
  }
}
