import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** The Node that a user has on this machine, other than the locked one; null where there is none. */
export function olderNode(): string | null {
  const folders = (process.env.PATH ?? '').split(delimiter)
  const found = folders
    .filter((folder) => !folder.includes('node_modules'))
    .map((folder) => join(folder, 'node'))
    .find((path) => existsSync(path) && versionOf(path) !== process.version)
  return found ?? null
}

const versionOf = (path: string): string =>
  spawnSync(path, ['--version'], { encoding: 'utf8' }).stdout.trim()
