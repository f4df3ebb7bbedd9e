import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The nearest folder, from this one upwards, that is a repository of Holdfast; null where none is. */
export function findRoot(folder: string): string | null {
  if (isRoot(folder)) return folder
  const above = dirname(folder)
  return above === folder ? null : findRoot(above)
}

function isRoot(folder: string): boolean {
  if (existsSync(join(folder, 'holdfast.config.ts'))) return true
  const file = join(folder, 'package.json')
  return existsSync(file) && nameIn(readFileSync(file, 'utf8')) === 'holdfast'
}

/** A package.json that somebody is just editing is no reason to stop: the search goes on above it. */
function nameIn(text: string): unknown {
  try {
    return (JSON.parse(text) as { name?: unknown } | null)?.name
  } catch {
    return undefined
  }
}
