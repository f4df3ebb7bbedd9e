import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** A hash of named parts, whatever their order: equal only if each is equal. */
export function keyOf(parts: Record<string, string>): string {
  const hash = createHash('sha256')
  for (const name of Object.keys(parts).toSorted()) {
    const text = parts[name] ?? ''
    hash.update(`${name.length}:${name}${text.length}:${text}`)
  }
  return hash.digest('hex').slice(0, 32)
}

/** Hashes of files by their path; a file that is gone has a hash of its own, so that its return is noticed too. */
export async function fileHashes(
  root: string,
  paths: Iterable<string>,
): Promise<Map<string, string>> {
  const hashes = await Promise.all(
    [...new Set(paths)].map(async (path) => [path, await hashOf(join(root, path))] as const),
  )
  return new Map(hashes)
}

async function hashOf(path: string): Promise<string> {
  const bytes = await readFile(path).catch(() => null)
  return bytes === null ? 'missing' : createHash('sha256').update(bytes).digest('hex')
}

/** Rooms that print and show, and judge nothing. */
const elsewhere = ['command', 'content', 'site']

/** One hash of the checker's own sources: another checker may judge otherwise. */
export async function checkerHash(): Promise<string> {
  const source = fileURLToPath(new URL('..', import.meta.url))
  const entries = await readdir(source, { recursive: true })
  const files = entries.filter(
    (entry) =>
      /[\\/].*\.ts$/.test(entry) && !elsewhere.some((room) => entry.split(/[\\/]/)[0] === room),
  )
  return keyOf(Object.fromEntries(await fileHashes(source, files)))
}
