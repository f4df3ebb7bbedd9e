/** One replacement in a text. Offsets count UTF-16 units, a byte order mark left out. */
export interface Edit {
  offset: number
  endOffset: number
  text: string
  /** What stands there now, where the writer of the edit knows it: another text is not replaced. */
  old?: string
}

export const replace = (
  { offset, endOffset }: Pick<Edit, 'offset' | 'endOffset'>,
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
  for (const { offset, endOffset, old, text } of edits.toSorted((a, b) => a.offset - b.offset)) {
    if (offset < done || endOffset < offset) throw new Error('edits of one text overlap')
    if (old !== undefined && source.slice(offset, endOffset) !== old)
      throw new Error('the text has changed meanwhile')
    result += source.slice(done, offset) + text
    done = endOffset
  }
  return result + source.slice(done)
}

/** Line ends as the text around has them. */
export const lineEndOf = (text: string): string => text.match(/\r\n|\n|\r/)?.[0] ?? '\n'
