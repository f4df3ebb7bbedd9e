import { randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import type { Document, DocumentKind } from '../document/document.ts'
import { readDocument } from '../document/read.ts'
import type { Change } from './edit.ts'

/** Texts of files, by their path from the root. */
export async function readTexts(
  root: string,
  paths: readonly string[],
): Promise<Map<string, string>> {
  const texts = await Promise.all(paths.map((path) => readMarked(join(root, path))))
  return new Map(paths.map((path, index) => [path, texts[index]?.text ?? '']))
}

interface Text {
  mark: string
  text: string
}

/** What a byte order mark does to columns, editors do not show; so it is taken off, and kept for writing. */
async function readMarked(path: string): Promise<Text> {
  const bytes = await readFile(path)
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  return text.startsWith('\uFEFF') ? { mark: '\uFEFF', text: text.slice(1) } : { mark: '', text }
}

/** All files below a folder but hidden ones; none where there is no such folder. */
export async function filesBelow(root: string, folder: string): Promise<string[]> {
  const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return []
      throw error
    },
  )
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter(
      (path) => !path.split('/').some((part) => part.startsWith('.') || part === 'node_modules'),
    )
    .toSorted()
}

export const isMarkdown = (path: string): boolean => path.toLowerCase().endsWith('.md')

export function documentsFrom(
  texts: ReadonlyMap<string, string>,
  kind: DocumentKind = 'record',
): Document[] {
  return [...texts].map(([path, text]) => readDocument(path, text, kind))
}

/** All of the changes or none: each file is written whole beside its place first, and what went wrong is undone. */
export async function writeChanges(root: string, changes: readonly Change[]): Promise<void> {
  const marks = new Map<string, string>()
  for (const { path, before } of changes) {
    const current = await currentText(join(root, path))
    if ((current?.text ?? null) !== before) throw new Error(`${path} has changed meanwhile`)
    marks.set(path, current?.mark ?? '')
  }
  const staged: Staged[] = []
  try {
    for (const change of changes) staged.push(await stage(root, change, marks))
    await putInPlace(root, staged)
  } finally {
    for (const { temporary } of staged) if (temporary !== null) await rm(temporary, { force: true })
  }
}

async function currentText(path: string): Promise<Text | null> {
  return readMarked(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
}

interface Staged {
  path: string
  /** With its byte order mark; null where there was no file. */
  before: string | null
  /** Null for a file that goes. */
  temporary: string | null
}

async function stage(root: string, change: Change, marks: Map<string, string>): Promise<Staged> {
  const { path, from = path, after } = change
  const mark = marks.get(from) ?? ''
  const before = change.before === null ? null : mark + change.before
  if (after === null) return { path, before, temporary: null }
  const folder = dirname(join(root, path))
  await mkdir(folder, { recursive: true })
  const temporary = join(folder, `.${randomUUID()}.tmp`)
  await writeFile(temporary, mark + after, { flag: 'wx' })
  return { path, before, temporary }
}

async function putInPlace(root: string, staged: readonly Staged[]): Promise<void> {
  const done: Staged[] = []
  try {
    for (const each of staged) {
      if (each.temporary === null) await rm(join(root, each.path))
      else await rename(each.temporary, join(root, each.path))
      done.push(each)
    }
  } catch (error) {
    for (const { path, before } of done.reverse())
      if (before === null) await rm(join(root, path), { force: true })
      else await writeFile(join(root, path), before)
    throw error
  }
}
