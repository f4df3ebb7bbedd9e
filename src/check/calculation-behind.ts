import { posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Import, Program } from '../compile/program.ts'
import type { Project } from './project.ts'
import type { Named } from './rests-on.ts'

export interface Behind {
  /** The code of every statement that is needed, in a fixed order, and what each imported name stands for. */
  code: string[]
  /** Files of the models among the imports. */
  files: string[]
}

/**
 * What a measured fence rests on among the calculations: the statements that declare the names in it, those that
 * these mention, in other documents too. Where a calculation changes things in place, it counts as a whole.
 */
export function calculationBehind(project: Project, start: Named[]): Behind {
  const code = new Set<string>()
  const files = new Set<string>()
  const seen = new Set<string>()
  const queue = [...start]
  for (let next = queue.pop(); next; next = queue.pop()) {
    const id = `${next.path} ${next.name}`
    const calculation = project.documents.get(next.path)?.calculation
    if (!calculation || seen.has(id)) continue
    seen.add(id)
    for (const { start: from, end, mentions } of statementsFor(calculation, next.name)) {
      code.add(`${next.path} ${calculation.code.slice(from, end)}`)
      for (const name of mentions) queue.push({ path: next.path, name })
    }
    const found = importOf(calculation, next.name)
    if (!found) continue
    code.add(`${id} is ${found.imported} of ${found.from}`)
    if (found.isDocument)
      queue.push({ path: posix.join(posix.dirname(next.path), found.from), name: found.imported })
    else files.add(fileOf(project, next.path, found.index))
  }
  return { code: [...code].toSorted(), files: [...files].toSorted() }
}

function statementsFor({ statements }: Program, name: string): Program['statements'] {
  const declaring = statements.filter(({ names }) => names.includes(name))
  return declaring.length > 0 && statements.some(({ acts }) => acts) ? statements : declaring
}

function importOf(
  { imports }: Program,
  name: string,
): (Pick<Import, 'from' | 'isDocument'> & { imported: string; index: number }) | null {
  for (const [index, { names, from, isDocument }] of imports.entries()) {
    const found = names.find(({ local }) => local === name)
    if (found) return { from, isDocument, imported: found.imported, index }
  }
  return null
}

/** '' where the import leads nowhere, which has a message of its own. */
function fileOf({ imports }: Project, path: string, index: number): string {
  const resolved = imports.get(path)?.calculation[index]
  return resolved?.kind === 'module' ? fileURLToPath(resolved.url) : ''
}
