import { readdir } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { isBuilt, isLeftOut } from '../evidence/tree.ts'

/** The files of a project, by their paths: what an experiment adds to them, its next run finds. */
export async function filesOf(root: string): Promise<string[]> {
  const top = await readdir(root, { withFileTypes: true })
  // What tools fill beside an experiment, no document rests on.
  const folders = top.filter(
    (entry) => entry.isDirectory() && !isLeftOut(entry.name) && !isBuilt(entry.name),
  )
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
