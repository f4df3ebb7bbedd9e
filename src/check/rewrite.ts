import { mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { applyEdits } from '../document/writing/edit.ts'
import { hasErrorCode } from '../document/writing/error-code.ts'
import { readMarked } from '../document/writing/marked.ts'
import { writeChanges } from '../document/writing/writing.ts'
import { WritingError } from '../document/writing/writing-error.ts'
import { linePatch } from './patch.ts'
import type { PlacedEdit } from './restated.ts'

/** Writes the edits, all of them or none, and keeps a patch that undoes them; answers its path. */
export async function rewrite(root: string, edits: PlacedEdit[]): Promise<string> {
  const changes = await Promise.all(
    [...Map.groupBy(edits, ({ path }) => path)].map(([path, ofFile]) =>
      changeOf(root, path, ofFile),
    ),
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
  try {
    await writeChanges(root, changes)
  } catch (error) {
    // Nothing was written, so there is nothing to undo.
    await rm(undo, { force: true })
    throw error
  }
  return undo
}

/** An editor may have saved the document since it was judged: then the edits are for another text. */
async function changeOf(root: string, path: string, edits: PlacedEdit[]) {
  const marked = await readMarked(root, path).catch((error) => {
    if (hasErrorCode(error, 'ENOENT')) return null
    throw error
  })
  const isThere = ({ offset, endOffset, old }: PlacedEdit): boolean =>
    marked?.text.slice(offset, endOffset) === old
  if (marked === null || !edits.every(isThere))
    throw new WritingError('failed', `${path} has changed meanwhile`)
  const { mark, text } = marked
  return { path, mark, before: text, after: applyEdits(text, edits) }
}
