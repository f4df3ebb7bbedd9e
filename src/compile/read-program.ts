import type { Fence } from '../document/document.ts'
import type { Message } from '../message/message.ts'
import { placeLines } from './blank.ts'
import { readExpectations } from './expectations.ts'
import { readInputs } from './inputs.ts'
import type { Program } from './program.ts'
import { readStatements } from './read-statements.ts'
import { refuse } from './refusals.ts'
import { declaredNames, exportMarks, identifiersIn, isGuard, readImports } from './statements.ts'
import { readSyntax } from './syntax.ts'

interface Part {
  path: string
  /** The document's lines, for the indentation of its code. */
  lines: string[]
  fences: Fence[]
  mayAwait: boolean
  mayExpect: boolean
}

/** The fences of one scope → what their code declares, imports, takes in and expects. */
export function readProgram({ path, lines, fences, mayAwait, mayExpect }: Part): Program {
  const placed = placeLines(
    lines,
    fences.flatMap((fence) => fence.lines),
  )
  const typed = placed.join('\n')
  const problems: Message[] = []
  const syntax = readSyntax(typed)
  if (!syntax)
    return {
      code: typed,
      typed,
      names: [],
      statements: [],
      imports: [],
      inputs: [],
      mentions: [],
      guards: [],
      exports: [],
      expectations: [],
      problems,
      unreadable: true,
    }
  const scope = { path, fences, problems, mayAwait, mayExpect }
  refuse(syntax, scope)
  const expectations = readExpectations(syntax, scope)
  return {
    code: syntax.code,
    typed,
    names: declaredNames(syntax),
    statements: readStatements(syntax, expectations),
    imports: readImports(syntax),
    inputs: readInputs(syntax, scope),
    mentions: identifiersIn(syntax.tree),
    guards: syntax.tree.body.filter(isGuard).flatMap(identifiersIn),
    exports: exportMarks(syntax),
    expectations,
    problems,
    unreadable: false,
  }
}
