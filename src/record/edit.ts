import type { Span } from '../document/document.ts'

/** One replacement in a text. Offsets count UTF-16 units. */
export interface Edit {
  offset: number
  endOffset: number
  text: string
}

export const replace = (
  { offset, endOffset }: Pick<Span, 'offset' | 'endOffset'>,
  text: string,
): Edit => ({
  offset,
  endOffset,
  text,
})

/** The text with the edits in it, every other character as it was. */
export function applyEdits(source: string, edits: readonly Edit[]): string {
  let result = ''
  let done = 0
  for (const { offset, endOffset, text } of edits.toSorted((a, b) => a.offset - b.offset)) {
    if (offset < done || endOffset < offset) throw new Error('edits of one text overlap')
    result += source.slice(done, offset) + text
    done = endOffset
  }
  return result + source.slice(done)
}

/** What becomes of a file: its new text, or null where it goes. A byte order mark is no part of a text, and stays. */
export interface Change {
  path: string
  /** The file that a new one continues under another name. */
  from?: string
  /** What stands there now; null for a file that is new. */
  before: string | null
  after: string | null
}

/** Line ends as the text around has them. */
export const lineEndOf = (text: string): string => text.match(/\r\n|\n|\r/)?.[0] ?? '\n'
