import { type Dirent, readFileSync } from 'node:fs'
import { readdir, readlink, realpath, stat } from 'node:fs/promises'
import { extname, join, sep } from 'node:path'
import type { Document } from '../document/document.ts'
import { kindOf } from '../document/settings.ts'
import type { Settings } from '../document/settings-schema.ts'
import { type Message, report } from '../message/message.ts'
import { Memory } from './memory.ts'
import { readAhead, type Unread } from './reading.ts'

export interface Collected {
  documents: Document[]
  problems: Message[]
}

/** Reads every document of the project's folders. */
export async function collect(
  root: string,
  settings: Settings,
  memory = new Memory(),
): Promise<Collected> {
  const below = await Promise.all(Object.keys(settings.folders).map((folder) => walk(root, folder)))
  const paths = below.flatMap((each) => each.paths)
  const links = new Map(below.flatMap((each) => each.links).map((each) => [each.path, each]))
  const problems: Message[] = [...links.values()]
  /** Says at its document why something did not come off. */
  const orProblem = <T>(path: string, make: () => T): T[] => {
    try {
      return [make()]
    } catch (error) {
      problems.push(unreadable(path, error))
      return []
    }
  }
  const found = [...new Set(paths)].toSorted().flatMap((path): Unread[] => {
    const kind = kindOf(path, settings)
    if (!path.endsWith('.md')) problems.push(otherMarkdown(path))
    else if (kind !== null) return orProblem(path, () => ({ path, text: textOf(root, path), kind }))
    return []
  })
  await readAhead(found, memory)
  const documents = found.flatMap((each) => orProblem(each.path, () => memory.read(each)))
  return { documents, problems }
}

const otherMarkdown = (path: string): Message =>
  report('document-mdx', { path, line: 1, column: 1 }, { ending: extname(path) })

/** At once, since waiting for each of hundreds of small files takes longer than reading it. */
function textOf(root: string, path: string): string {
  const bytes = readFileSync(join(root, path))
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
}

function unreadable(path: string, error: unknown): Message {
  const said = error instanceof Error ? error.message : String(error)
  const why = error instanceof TypeError ? 'it is not valid UTF-8' : said
  return report('document-unreadable', { path, line: 1, column: 1 }, { why })
}

interface Below {
  /** Markdown, as paths with forward slashes. */
  paths: string[]
  links: Message[]
}

/** What a folder holds; one that is not there holds nothing. Links to folders and out of the project are not followed. */
async function walk(root: string, folder: string): Promise<Below> {
  const entries = await readdir(join(root, folder), { withFileTypes: true }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return []
      throw error
    },
  )
  const below: Below = { paths: [], links: [] }
  for (const entry of entries) {
    const path = `${folder}/${entry.name}`
    if (entry.name.startsWith('.') || entry.name === 'node_modules') continue
    if (entry.isDirectory()) {
      const { paths, links } = await walk(root, path)
      below.paths.push(...paths)
      below.links.push(...links)
    } else if (entry.isSymbolicLink() && !(await leadsToOwnFile(root, path)))
      below.links.push(...(await reportLink(root, path)))
    else if (!isSpecial(entry) && isMarkdown.test(entry.name)) below.paths.push(path)
  }
  return below
}

/** Reading from a pipe or a device may never end. */
const isSpecial = (entry: Dirent): boolean => !entry.isFile() && !entry.isSymbolicLink()

const isMarkdown = /\.(?:md|mdx|markdown|mkd|mdown)$/i

/** A file of the project may stand in two places. */
async function leadsToOwnFile(root: string, path: string): Promise<boolean> {
  const target = await realpath(join(root, path)).catch(() => null)
  const isOwn = target?.startsWith(`${await realpath(root)}${sep}`) === true
  return isOwn && (await stat(join(root, path))).isFile()
}

/** Whoever lays a link where documents stand expects something to be read. */
async function reportLink(root: string, path: string): Promise<Message[]> {
  const leadsTo = await stat(join(root, path)).catch(() => null)
  if (!isMarkdown.test(path) && !leadsTo?.isDirectory()) return []
  const to = await readlink(join(root, path))
  return [report('document-link', { path, line: 1, column: 1 }, { to })]
}
