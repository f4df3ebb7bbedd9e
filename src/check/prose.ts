import type { Message } from '../message/message.ts'
import { isSwitchedOff } from '../record/rules/switched-off.ts'
import { checkCoverage } from './coverage.ts'
import { checkExempt } from './exempt.ts'
import { matrixFences } from './matrix-code.ts'
import type { Project } from './project.ts'

/**
 * Unclaimed numbers, which pages may hold, and links that exempt several; the cells of a decision matrix are no prose
 * but inputs of its calculation.
 */
export function coverageOf({ documents, settings }: Project, path: string): Message[] {
  const document = documents.get(path)?.document
  if (!document) return []
  const exempt = checkExempt(document, settings)
  if (document.kind === 'page') return exempt
  const cells = new Set(
    matrixFences(document).flatMap(({ lines }) => lines.map(({ line }) => line)),
  )
  const unclaimed = checkCoverage(document, settings).filter(({ line }) => !cells.has(line))
  return [...unclaimed, ...exempt]
}

/** Those that the settings do not switch off. */
export const reportedCoverage = (project: Project, path: string): Message[] =>
  coverageOf(project, path).filter((message) => !isSwitchedOff(message, project.settings.records))
