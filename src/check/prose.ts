import type { Message } from '../message/message.ts'
import { isSwitchedOff } from '../record/rules/switched-off.ts'
import { checkCoverage } from './coverage.ts'
import { matrixFences } from './matrix-code.ts'
import type { Project } from './project.ts'

/** Unclaimed numbers; the cells of a decision matrix are no prose but inputs of its calculation. */
export function coverageOf({ documents, settings }: Project, path: string): Message[] {
  const document = documents.get(path)?.document
  if (!document || document.kind === 'page') return []
  const cells = new Set(
    matrixFences(document).flatMap(({ lines }) => lines.map(({ line }) => line)),
  )
  return checkCoverage(document, settings).filter(({ line }) => !cells.has(line))
}

/** Those that the settings do not switch off. */
export const reportedCoverage = (project: Project, path: string): Message[] =>
  coverageOf(project, path).filter((message) => !isSwitchedOff(message, project.settings.records))
