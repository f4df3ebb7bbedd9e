import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Live } from '../evidence/live.ts'

/** Where `check` leaves the functions of documents. */
export const liveFolder = (root: string): string => join(root, '.holdfast', 'live')

/** A document's function, as `check` wrote it; null where there is none. */
export function readLive(root: string, path: string): Live | null {
  const file = join(liveFolder(root), `${path}.json`)
  if (!existsSync(file)) return null
  const read = Live.safeParse(JSON.parse(readFileSync(file, 'utf8')))
  return read.success ? read.data : null
}

/** The pages on which a reader turns inputs. */
export function livePaths(root: string): string[] {
  return globSync('**/*.md.json', { cwd: liveFolder(root) })
    .map((name) => name.slice(0, -'.json'.length).replaceAll('\\', '/'))
    .filter((path) => isTurned(path) && liveDocuments(root, path) !== null)
    .sort()
}

/** Calculations and reports; a record states what was decided. */
const isTurned = (path: string): boolean =>
  /^calculations\/|^src\/content\/docs\/report\//.test(path)

/**
 * A page's document and those that it imports, its own first; null where one of them is missing, where nothing is
 * put in, or where nothing that it claims rests on an input.
 */
export function liveDocuments(root: string, path: string): Live[] | null {
  const found = new Map<string, Live>()
  const add = (each: string): boolean => {
    if (found.has(each)) return true
    const live = readLive(root, each)
    if (live === null) return false
    found.set(each, live)
    return live.imports.every((next) => next.kind !== 'document' || add(next.path))
  }
  if (!isTurned(path) || !add(path)) return null
  const documents = [...found.values()]
  const isAlive =
    documents.some(({ inputs }) => inputs.length > 0) && (documents[0]?.claims.length ?? 0) > 0
  return isAlive ? documents : null
}

/** What an input is called in an address; those inside of expressions are called by their place. */
export function keysOf({ path, inputs }: Live, page: string): string[] {
  const taken = new Map<string, number>()
  return inputs.map(({ name }) => {
    const key = path === page ? name : `${path}:${name}`
    const count = (taken.get(key) ?? 0) + 1
    taken.set(key, count)
    return count === 1 ? key : `${key}.${count}`
  })
}
