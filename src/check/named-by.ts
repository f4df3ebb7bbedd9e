import { posix } from 'node:path'
import type { Project } from './project.ts'

/**
 * A document and all that it imports by path, one after the other. Also where such an import leads nowhere, or its code
 * is refused or cannot even be parsed: the compiler wants to see what it names, and a change there may be what broke it.
 */
export function namedBy(
  documents: Project['documents'],
  path: string,
  seen = new Set<string>(),
): string[] {
  if (seen.has(path)) return []
  seen.add(path)
  const whole = documents.get(path)?.whole
  const named = whole?.unreadable
    ? [...whole.typed.matchAll(/\bfrom\s*['"]([^'"\n]+\.md)['"]/g)].map(([, from = '']) => from)
    : (whole?.imports ?? []).flatMap(({ isDocument, from }) => (isDocument ? [from] : []))
  const targets = named.map((from) => posix.join(posix.dirname(path), from))
  return [path, ...targets.flatMap((each) => namedBy(documents, each, seen))]
}
