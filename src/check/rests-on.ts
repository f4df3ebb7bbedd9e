import type { Compiled } from '../compile/compile.ts'
import type { Statement } from '../compile/program.ts'
import { type MeasuredOrigin, originOf } from './origin.ts'
import type { Project } from './project.ts'

/** A name as a document sees it. */
export interface Named {
  path: string
  name: string
}

/**
 * The recorded names that derived code rests on: those that its statements mention, directly or by way of others, in
 * other documents too. Read from the code and not tried out, since a bound may hold for every value that one tries.
 */
export function recordedBehind(project: Project, start: Named[]): MeasuredOrigin[] {
  const found: MeasuredOrigin[] = []
  const seen = new Set<string>()
  const queue = [...start]
  for (let next = queue.pop(); next; next = queue.pop()) {
    const origin = originOf(project, next.path, next.name)
    if (!origin || seen.has(`${origin.path} ${origin.name}`)) continue
    seen.add(`${origin.path} ${origin.name}`)
    if (origin.kind === 'measured') found.push(origin)
    if (origin.kind === 'derived') queue.push(...mentionedFor(project, origin))
  }
  return found
}

function mentionedFor({ documents }: Project, { path, name }: Named): Named[] {
  const compiled = documents.get(path)
  const statement = compiled?.whole.statements.find(({ names }) => names.includes(name))
  return compiled && statement ? mentionedBy(compiled, statement) : []
}

/** Where code changes things in place, any statement may rest on what any other mentions. */
export function mentionedBy({ document, whole }: Compiled, statement: Statement): Named[] {
  const concerned = whole.statements.some(({ acts }) => acts) ? whole.statements : [statement]
  return concerned.flatMap(({ mentions }) =>
    mentions.map((name) => ({ path: document.path, name })),
  )
}

/** The statement on a line of the derived fences of a document; null where none of them reaches it. */
export function derivedStatementAt(compiled: Compiled, line: number): Statement | null {
  const found = derivedStatements(compiled).find((each) => each.line === line)
  return found ?? null
}

export function derivedStatements({ document, whole }: Compiled): Statement[] {
  const fences = document.fences.filter(({ use }) => use.use === 'derived')
  return whole.statements.filter(({ line }) =>
    fences.some(({ span }) => span.line < line && line < span.endLine),
  )
}
