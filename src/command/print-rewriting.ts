import { relative } from 'node:path'
import type { Rewriting } from '../check/accept.ts'

/** Each rewritten place as its old and its new text, what is left for a person, and how to undo it all. */
export function printRewriting(
  { edits, left, undo }: Rewriting,
  done: 'accepted' | 'synced',
): string {
  const changes = edits.map(
    ({ path, line, column, old, text }) =>
      `${path}:${line}:${column}\n${marked('-', old)}${marked('+', text)}`,
  )
  const rest = left.map(
    ({ path, line, column, text }) =>
      `${path}:${line}:${column} ${text}: no number would do, rewrite the statement\n`,
  )
  const place = done === 'accepted' ? 'statement' : 'fence'
  const count =
    edits.length === 0
      ? 'Nothing to do.'
      : `${edits.length} ${place}${edits.length === 1 ? '' : 's'} ${done}.`
  const undoing = undo === null ? '' : ` Undo: git apply ${relative(process.cwd(), undo)}`
  return `${changes.join('')}${rest.join('')}${count}${undoing}\n`
}

const marked = (mark: string, text: string): string =>
  text
    .split(/\r\n|\n|\r/)
    .filter((line, index, all) => line !== '' || index < all.length - 1)
    .map((line) => `  ${mark} ${line}\n`)
    .join('')
