import { isUtf8 } from 'node:buffer'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** A text as it lies in a file: with the byte order mark that editors do not show, if it has one. */
export interface Marked {
  mark: '' | '\uFEFF'
  text: string
}

export class UnreadableText extends Error {
  readonly path: string

  constructor(path: string) {
    super(`${path} is not valid UTF-8`)
    this.path = path
  }
}

/** What a byte order mark does to columns, nobody sees; so it is taken off, and kept for writing. Other bytes than UTF-8 are refused. */
export async function readMarked(root: string, path: string): Promise<Marked> {
  const bytes = await readFile(join(root, path))
  if (!isUtf8(bytes)) throw new UnreadableText(path)
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
  return text.startsWith('\uFEFF') ? { mark: '\uFEFF', text: text.slice(1) } : { mark: '', text }
}
