import { existsSync, readFileSync, realpathSync } from 'node:fs'
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

/** npm goes to the root before it runs a script, and remembers where the user stood. */
export function userFolder(): string {
  const isOurScript = process.env.npm_lifecycle_script?.includes('src/holdfast.mjs') === true
  const folder = (isOurScript && process.env.INIT_CWD) || process.cwd()
  return realpathSync(folder)
}
