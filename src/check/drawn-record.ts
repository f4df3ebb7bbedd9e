import type { Plot } from '../document/document.ts'
import { readMatrix } from '../record/matrix.ts'
import { isRecord, readRecord } from '../record/read.ts'
import type { DecisionRecord } from '../record/record.ts'
import { isWhole } from './matrix-code.ts'
import { originOf } from './origin.ts'
import type { Project } from './project.ts'

/** `![…](plot:pattern)`, where `pattern` is a record's `matrix` → the record; null for what is drawn from its value. */
export function drawnRecord(project: Project, path: string, plot: Plot): DecisionRecord | null {
  const origin = plot.member === '' ? originOf(project, path, plot.name) : null
  if (origin?.name !== 'matrix') return null
  const document = project.documents.get(origin.path)?.document
  if (document?.kind !== 'record' || !isRecord(document)) return null
  const matrix = readMatrix(document)
  return matrix && isWhole(matrix) ? readRecord(document) : null
}

/** The records whose matrices some documents draw: what these weigh has to come out as well. */
export const recordsDrawnBy = (project: Project, paths: string[]): Set<string> =>
  new Set(
    paths.flatMap((path) =>
      (project.documents.get(path)?.document.plots ?? []).flatMap(
        (plot) => drawnRecord(project, path, plot)?.path ?? [],
      ),
    ),
  )
