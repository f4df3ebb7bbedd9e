import { randomUUID } from 'node:crypto'
import { lstat, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { hasErrorCode } from './error-code.ts'
import type { Journal } from './journal-schema.ts'
import { readMarked } from './marked.ts'

/** What becomes of a file: its new text, or null where it goes. A byte order mark is no part of a text, and stays. */
export interface Change {
  path: string
  /** The file that a new one continues under another name. */
  from?: string
  /** What stands there now; null for a file that is new. */
  before: string | null
  after: string | null
}

/** The changes as a journal, where nothing speaks against them yet. What is new comes first and what goes comes last. */
export async function planJournal(root: string, changes: readonly Change[]): Promise<Journal> {
  const states = new Map<string, State>()
  for (const { path, before } of changes) {
    const state = await stateOf(root, path)
    if (state.text !== before) throw new Error(`${path} has changed meanwhile`)
    states.set(path, state)
  }
  const files = changes.map(({ path, from = path, before, after }) => {
    const { mark = '', mode = null } = states.get(before === null ? from : path) ?? {}
    const marked = (text: string | null): string | null => (text === null ? null : mark + text)
    return { path, before: marked(before), after: marked(after), mode }
  })
  const rank = ({ before, after }: Journal['files'][number]): number =>
    before === null ? 0 : after === null ? 2 : 1
  return {
    schema: 1,
    id: randomUUID(),
    direction: 'forward',
    folders: await missingFolders(root, files),
    files: files
      .filter(({ before, after }) => before !== after)
      .toSorted((a, b) => rank(a) - rank(b)),
  }
}

interface State {
  mark: string
  text: string | null
  mode: number | null
}

async function stateOf(root: string, path: string): Promise<State> {
  const file = join(root, path)
  const stats = await lstat(file).catch((error) => {
    if (hasErrorCode(error, 'ENOENT')) return null
    throw error
  })
  if (stats === null) return { mark: '', text: null, mode: null }
  if (!stats.isFile()) throw new Error(`${path} is no plain file`)
  // A rename would replace it all the same, and the superuser may write everything.
  if ((stats.mode & 0o222) === 0) throw new Error(`${path} is read-only`)
  return { ...(await readMarked(root, path)), mode: stats.mode & 0o777 }
}

async function missingFolders(
  root: string,
  files: readonly Journal['files'][number][],
): Promise<string[]> {
  const missing = new Set<string>()
  for (const { path, after } of files) {
    const parts = path.split('/').slice(0, -1)
    for (const [index] of parts.entries()) {
      const folder = parts.slice(0, index + 1).join('/')
      if (after !== null && !missing.has(folder) && !(await isFolder(join(root, folder))))
        missing.add(folder)
    }
  }
  return [...missing]
}

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (stats) => stats.isDirectory(),
    () => false,
  )
