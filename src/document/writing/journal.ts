import { mkdir, readFile, rm, rmdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { hasErrorCode } from './error-code.ts'
import type { Journal } from './journal-schema.ts'
import { readMarked, UnreadableText } from './marked.ts'
import { putFile } from './put-file.ts'

type JournalFile = Journal['files'][number]

const nameIn = (folder: string): string => join(folder, 'journal.json')

export async function readJournal(folder: string): Promise<Journal | null> {
  const text = await readFile(nameIn(folder), 'utf8').catch((error) => {
    if (hasErrorCode(error, 'ENOENT')) return null
    throw error
  })
  if (text === null) return null
  // Loaded here, since it is rare that one was left.
  const { Journal } = await import('./journal-schema.ts')
  return Journal.parse(JSON.parse(text))
}

export const writeJournal = (folder: string, journal: Journal): Promise<void> =>
  putFile(nameIn(folder), { text: JSON.stringify(journal), mode: 0o600, temporary: 'journal.tmp' })

/**
 * Brings every file into the state that the journal wants, and answers which were not in it yet. What is in neither of its
 * two states was changed by somebody else: it is left as it is, and told. Can be done again.
 */
export async function carryOut(
  root: string,
  journal: Journal,
  meet: (other: JournalFile) => void,
): Promise<string[]> {
  const { id, direction, folders, files } = journal
  const turned: string[] = []
  const isForward = direction === 'forward'
  if (isForward) for (const folder of folders) await mkdir(join(root, folder), { recursive: true })
  const ordered = isForward ? files : files.toReversed()
  for (const file of ordered) {
    const { path, mode } = file
    const temporary = `.${id}.${files.indexOf(file)}.tmp`
    await rm(join(root, dirname(path), temporary), { force: true })
    const [from, to] = isForward ? [file.before, file.after] : [file.after, file.before]
    const current = await currentText(root, path)
    if (current === to) continue
    if (current !== from) meet(file)
    else {
      if (to === null) await rm(join(root, path))
      else await putFile(join(root, path), { text: to, mode, temporary })
      turned.push(path)
    }
  }
  if (!isForward)
    for (const folder of folders.toReversed()) await rmdir(join(root, folder)).catch(() => {})
  return turned
}

/** The text with its mark; null where there is nothing, undefined where there is something else than a text. */
async function currentText(root: string, path: string): Promise<string | null | undefined> {
  try {
    const { mark, text } = await readMarked(root, path)
    return mark + text
  } catch (error) {
    if (hasErrorCode(error, 'ENOENT', 'ENOTDIR')) return null
    if (error instanceof UnreadableText || hasErrorCode(error, 'EISDIR')) return undefined
    throw error
  }
}
