import { posix } from 'node:path'
import type { Compiled } from '../compile/compile.ts'
import { nearest } from '../message/nearest.ts'
import { namesOf } from './origin.ts'
import type { Project } from './project.ts'

export const declareIt = 'declare it with const in a ts fence, or import it'

/**
 * What to write where a document has no name that it claims; null where nobody knows all its names, since its code
 * cannot be read or what it imports leads nowhere.
 */
export function cureOfUnknown({ documents }: Project, path: string, name: string): string | null {
  const compiled = documents.get(path)
  if (!compiled) return null
  const { whole, scopes } = compiled
  const isUnread =
    whole.unreadable ||
    scopes.some(({ fence, program }) => fence.use.use === 'measured' && program.unreadable)
  const known = namesOf(compiled)
  if (isUnread || known.includes(name)) return null
  const scope = scopes.find(({ program }) => program.names.some((each) => each.name === name))
  if (scope)
    return `line ${scope.fence.span.line} declares it in a ts ${scope.fence.use.use} fence, which gives no names: declare it in a ts fence`
  const meant = nearest(name, known)
  if (meant !== null) return `write ${meant}`
  const other = [...documents.values()].find(
    (each) => each !== compiled && ownNames(each).includes(name),
  )
  if (!other) return declareIt
  const fence = other.calculation.names.some((each) => each.name === name) ? 'ts' : 'ts derived'
  return `declare it with const in a ts fence, or, if that one is meant, import { ${name} } from '${relative(path, other.document.path)}' in a ${fence} fence`
}

const ownNames = ({ whole, recorded }: Compiled): string[] => [
  ...whole.names.map(({ name }) => name),
  ...[...recorded.values()].flat(),
]

function relative(path: string, target: string): string {
  const way = posix.relative(posix.dirname(path), target)
  return way.startsWith('.') ? way : `./${way}`
}
