import { posix } from 'node:path'
import type { Compiled } from '../compile/compile.ts'
import type { Input } from '../compile/program.ts'
import type { Project } from './project.ts'

/** Where a name comes from, followed through imports to the document that declares it. */
export type Origin =
  | { kind: 'input'; path: string; name: string; input: Input }
  | { kind: 'calculated' | 'derived'; path: string; name: string; line: number }
  | MeasuredOrigin
  | { kind: 'model'; path: string; name: string }

export interface MeasuredOrigin {
  kind: 'measured'
  path: string
  name: string
  /** The line of the fence that records it. */
  line: number
}

/** The origin of a name as a document sees it; null where it has no such name. */
export function originOf(project: Project, path: string, name: string): Origin | null {
  const compiled = project.documents.get(path)
  if (!compiled) return null
  return declaredIn(compiled, name) ?? importedInto(project, compiled, name)
}

function declaredIn(compiled: Compiled, name: string): Origin | null {
  const { path } = compiled.document
  const declared = compiled.calculation.names.find((each) => each.name === name)
  if (declared) {
    const input = compiled.calculation.inputs.find((each) => each.name === name)
    if (input) return { kind: 'input', path, name, input }
    return { kind: 'calculated', path, name, line: declared.span.line }
  }
  const derived = compiled.whole.names.find((each) => each.name === name)
  if (derived) return { kind: 'derived', path, name, line: derived.span.line }
  for (const [line, names] of compiled.recorded)
    if (names.includes(name)) return { kind: 'measured', path, name, line }
  return null
}

function importedInto(project: Project, compiled: Compiled, name: string): Origin | null {
  const { path } = compiled.document
  for (const each of compiled.whole.imports) {
    const found = each.names.find(({ local }) => local === name)
    if (!found) continue
    if (!each.isDocument) return { kind: 'model', path, name }
    return originOf(project, posix.join(posix.dirname(path), each.from), found.imported)
  }
  return null
}

/** Names that a claim of a document may state, for suggestions. */
export function namesOf(compiled: Compiled): string[] {
  return [
    ...compiled.whole.names.map(({ name }) => name),
    ...[...compiled.recorded.values()].flat(),
    ...compiled.whole.imports.flatMap(({ names }) => names.map(({ local }) => local)),
  ]
}
