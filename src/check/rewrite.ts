import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { applyEdits } from '../document/writing/edit.ts'
import { readMarked } from '../document/writing/marked.ts'
import { writeChanges } from '../document/writing/writing.ts'
import { linePatch } from './patch.ts'
import type { PlacedEdit } from './restated.ts'

/** Writes the edits, all of them or none, and keeps a patch that undoes them; answers its path. */
export async function rewrite(root: string, edits: PlacedEdit[]): Promise<string> {
  const changes = await Promise.all(
    [...Map.groupBy(edits, ({ path }) => path)].map(async ([path, ofFile]) => {
      const { mark, text } = await readMarked(root, path)
      return { path, mark, before: text, after: applyEdits(text, ofFile) }
    }),
  )
  const name = `${new Date().toISOString().replace(/[:.]/g, '-')}.patch`
  const undo = join(root, '.holdfast', 'undo', name)
  await mkdir(dirname(undo), { recursive: true })
  await writeFile(
    undo,
    changes
      .map(({ path, mark, before, after }) => linePatch(path, mark + after, mark + before))
      .join(''),
  )
  await writeChanges(root, changes)
  return undo
}
