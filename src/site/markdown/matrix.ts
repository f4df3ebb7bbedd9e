import type { Root } from 'mdast'
import { drawMatrix } from '../plots/matrix.ts'
import { markup } from './nodes.ts'
import type { Page } from './page.ts'

/** Behind a record's decision matrix, the same as a picture, with what would turn the decision. */
export function drawDecision(tree: Root, { verdicts, linesAbove }: Page): void {
  const matrix = verdicts?.matrix
  if (!matrix) return
  const at = tree.children.findIndex(
    ({ type, position }) =>
      type === 'table' && (position?.start.line ?? 0) + linesAbove === matrix.place.line,
  )
  const picture = at < 0 ? null : drawMatrix(matrix)
  if (picture !== null) tree.children.splice(at + 1, 0, markup(picture))
}
