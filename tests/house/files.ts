import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export interface SourceFile {
  /** From the root, with forward slashes. */
  path: string
  text: string
}

export const root = fileURLToPath(new URL('../..', import.meta.url))

const pictures = /\.(png|jpe?g|gif|webp|avif|ico|woff2?|pdf|gz)$/

/** Every file of the repository that is text: what git knows or would add; without git, what lies there. */
export function repositoryFiles(): SourceFile[] {
  const paths = existsSync(join(root, '.git')) ? pathsFromGit() : pathsBelow('')
  return paths
    .filter((path) => !pictures.test(path) && existsSync(join(root, path)))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))
}

function pathsFromGit(): string[] {
  const answer = execFileSync(
    'git',
    // Another user's clone is as good to read, and changes nothing.
    ['-c', `safe.directory=*`, 'ls-files', '-z', '--cached', '--others', '--exclude-standard'],
    { cwd: root, encoding: 'utf8', maxBuffer: 64_000_000 },
  )
  return [...new Set(answer.split('\0').filter(Boolean))]
}

const generated = new Set(['node_modules', 'dist', '.astro', '.holdfast', '.git'])

function pathsBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`
    if (generated.has(entry.name)) return []
    return entry.isDirectory() ? pathsBelow(path) : [path]
  })
}

/** A stretch of text as `path:line`, for a complaint about it. */
export function lineOf({ path, text }: SourceFile, offset: number): string {
  return `${path}:${text.slice(0, offset).split('\n').length}`
}

export const isCode = ({ path }: SourceFile): boolean => /\.(ts|mts|mjs|js|astro)$/.test(path)
