import { readdir } from 'node:fs/promises'
import { join, relative } from 'node:path'

/** What tools fill beside an experiment, and no document rests on. */
const leftOut = new Set(['node_modules', '.git', '.holdfast', 'dist', '.astro'])

/** The files of a project, by their paths: what an experiment adds to them, its next run finds. */
export async function filesOf(root: string): Promise<string[]> {
  const top = await readdir(root, { withFileTypes: true })
  const folders = top.filter((entry) => entry.isDirectory() && !leftOut.has(entry.name))
  const below = await Promise.all(
    folders.map(({ name }) =>
      readdir(join(root, name), { recursive: true, withFileTypes: true }).catch(() => []),
    ),
  )
  return [...top, ...below.flat()]
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .toSorted()
}
