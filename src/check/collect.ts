import { readdir, readFile } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'
import type { Document } from '../document/document.ts'
import { readDocument } from '../document/read.ts'
import { kindOf, type Settings } from '../document/settings.ts'
import { type Message, report } from '../message/message.ts'

export interface Collected {
  documents: Document[]
  problems: Message[]
}

/** Reads every document of the project's folders. */
export async function collect(root: string, settings: Settings): Promise<Collected> {
  const paths = (
    await Promise.all(Object.keys(settings.folders).map((folder) => markdownBelow(root, folder)))
  ).flat()
  const collected: Collected = { documents: [], problems: [] }
  for (const path of [...new Set(paths)].toSorted()) {
    if (!path.endsWith('.md'))
      collected.problems.push(
        report('document-mdx', { path, line: 1, column: 1 }, { ending: extname(path) }),
      )
    else await add(root, path, { settings, collected })
  }
  return collected
}

interface Into {
  settings: Settings
  collected: Collected
}

async function add(root: string, path: string, { settings, collected }: Into): Promise<void> {
  const kind = kindOf(path, settings)
  if (kind === null) return
  const place = { path, line: 1, column: 1 }
  try {
    const bytes = await readFile(join(root, path))
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    collected.documents.push(readDocument(path, text, kind))
  } catch (error) {
    const why =
      error instanceof TypeError
        ? 'it is not valid UTF-8'
        : error instanceof Error
          ? error.message
          : String(error)
    collected.problems.push(report('document-unreadable', place, { why }))
  }
}

/** Markdown below a folder, as paths with forward slashes; a folder that is not there holds none. */
async function markdownBelow(root: string, folder: string): Promise<string[]> {
  const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return []
      throw error
    },
  )
  return entries
    .filter(
      (entry) =>
        (entry.isFile() || entry.isSymbolicLink()) &&
        /\.(?:md|mdx|markdown|mkd|mdown)$/i.test(entry.name),
    )
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter(
      (path) => !path.split('/').some((part) => part.startsWith('.') || part === 'node_modules'),
    )
}
