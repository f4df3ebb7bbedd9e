import { readdir } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import type { Document, DocumentKind } from '../document/document.ts'
import { readDocument } from '../document/read.ts'
import { readMarked } from '../document/writing/marked.ts'

/** Texts of files, by their path from the root. */
export async function readTexts(
  root: string,
  paths: readonly string[],
): Promise<Map<string, string>> {
  const texts = await Promise.all(paths.map((path) => readMarked(root, path)))
  return new Map(paths.map((path, index) => [path, texts[index]?.text ?? '']))
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
