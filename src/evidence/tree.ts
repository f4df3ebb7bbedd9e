import { type Dirent, readdirSync, readFileSync, type Stats, statSync } from 'node:fs'

/** A file that was touched so shortly before is told by its content, since a clock may not tick between two writes. */
const settledMs = 2_000
/** A tree of more files is no project of documents, and walking it is no shortcut. */
const mostFiles = 50_000
const leftOut = new Set(['node_modules', '.git', '.holdfast'])
const built = new Set(['dist', '.astro'])

/** What the lock file names, what git keeps, and what we leave as evidence: no sources, wherever such a folder lies. */
export const isLeftOut = (name: string): boolean => leftOut.has(name)

/** What the site is built into, at the top of a project: made of the sources, and anew each time. */
export const isBuilt = (name: string): boolean => built.has(name)

/** What a walk has seen. Its text is equal to that of another walk with the same time if nothing has changed. */
export interface Walk {
  takenAtMs: number
  text: string
  files: number
}

export const walkAt = (takenAtMs: number): Walk => ({ takenAtMs, text: '', files: 0 })

/**
 * Adds all below a folder: size, inode and times of each file, as git does. Answers false where that cannot be told,
 * as behind a link to a folder. What `isBesides` is left out at the top.
 */
export function addTree(
  walk: Walk,
  folder: string,
  isBesides: (name: string) => boolean = () => false,
): boolean {
  let entries: Dirent[]
  try {
    entries = readdirSync(folder, { withFileTypes: true })
  } catch {
    return false
  }
  for (const entry of entries.sort(byName)) {
    const { name } = entry
    if (isLeftOut(name) || isBesides(name)) continue
    const path = `${folder}/${name}`
    if (entry.isDirectory()) {
      walk.text += `${name}/\n`
      if (!addTree(walk, path)) return false
      walk.text += '/\n'
    } else if (!addFile(walk, path, name)) return false
  }
  return true
}

/**
 * A file, or what a link leads to; one that is not there is told apart from any that is. Of one that vanishes while it
 * is looked at, that nobody may read or that links to itself nothing is told.
 */
export function addFile(walk: Walk, path: string, name = path): boolean {
  if (++walk.files > mostFiles) return false
  try {
    const stats = statSync(path, { throwIfNoEntry: false })
    if (stats?.isDirectory()) return false
    walk.text += `${name} ${stats ? stateOf(path, stats, walk.takenAtMs) : 'missing'}\n`
    return true
  } catch {
    return false
  }
}

/** Hashing is loaded only where something is that fresh: it takes as long as looking at all the rest. */
function stateOf(path: string, stats: Stats, takenAtMs: number): string {
  const isSettled = touched(stats) <= takenAtMs - settledMs
  if (isSettled || !stats.isFile()) return signature(stats)
  return `content ${process.getBuiltinModule('node:crypto').hash('sha256', readFileSync(path))}`
}

/** Size, inode and times of a file; null where it is missing. */
export function signatureOf(path: string): string | null {
  const stats = statSync(path, { throwIfNoEntry: false })
  return stats ? signature(stats) : null
}

const byName = (a: Dirent, b: Dirent): number => (a.name < b.name ? -1 : 1)

const touched = ({ mtimeMs, ctimeMs }: Stats): number => Math.max(mtimeMs, ctimeMs)

const signature = ({ size, ino, mtimeMs, ctimeMs }: Stats): string =>
  `${size} ${ino} ${mtimeMs} ${ctimeMs}`
