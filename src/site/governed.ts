import { globSync } from 'node:fs'
import { matchesPattern } from '../record/affects.ts'

/** Whether a record governs a page: its own file, or for a service's page anything beside it. */
export function isAffected(path: string, pattern: string): boolean {
  const folder = path.match(/^(sketches\/[^/]+)\/README\.md$/)?.[1]
  return matchesPattern(path, pattern) || (folder !== undefined && reaches(folder, pattern))
}

/** `sketches/chat/**` and `sketches/chat/log.ts` both reach into `sketches/chat`. */
const reaches = (folder: string, pattern: string): boolean =>
  pattern === folder || pattern.replace(/^\.?\//, '').startsWith(`${folder}/`)

/** How many files a pattern of **Affects** means now. */
export function filesAffected(root: string, pattern: string): number {
  const bare = pattern.replace(/^\.?\//, '').replace(/\/+$/, '')
  const found = globSync([bare, `${bare}/**`], { cwd: root, withFileTypes: true })
  return new Set(
    found.filter((each) => each.isFile()).map((each) => `${each.parentPath}/${each.name}`),
  ).size
}
