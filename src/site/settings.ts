import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

/** What differs between one publication of the site and another. */
export interface SiteSettings {
  /** The path below which the site is served, `/` or `/repo/`. */
  base: string
  /** The origin it is published at; null where only a preview is built. */
  origin: string | null
  /** Untested claims are let through and a banner says so. */
  preview: boolean
  /** Where a line of a document can be seen and edited, `https://example.org/team/repo`; null where nothing is known. */
  repository: string | null
  branch: string
  /** Folder of the built site, relative to the root. */
  outDir: string
}

/** The environment decides; `package.json` says where the repository is if the environment does not. */
export function readSettings(root: string, env: NodeJS.ProcessEnv = process.env): SiteSettings {
  return {
    base: withSlashes(env.HOLDFAST_BASE ?? '/'),
    origin: env.HOLDFAST_ORIGIN || null,
    preview: env.HOLDFAST_PREVIEW === '1',
    repository: repositoryAddress(env.HOLDFAST_REPOSITORY || statedRepository(root)),
    branch: env.HOLDFAST_BRANCH || 'main',
    outDir: env.HOLDFAST_OUT || 'dist',
  }
}

/** `https://host/team/repo` and a file → where a reader sees that line, in the form that GitHub and Forgejo share. */
export function sourceAddress(settings: SiteSettings, path: string, line?: number): string | null {
  if (settings.repository === null) return null
  const place = line === undefined ? '' : `#L${line}`
  return `${settings.repository}/blob/${settings.branch}/${encodeURI(path)}${place}`
}

export function editAddress(settings: SiteSettings, path: string): string | null {
  if (settings.repository === null) return null
  return `${settings.repository}/edit/${settings.branch}/${encodeURI(path)}`
}

function withSlashes(base: string): string {
  const inner = base.replace(/^\/+|\/+$/g, '')
  return inner === '' ? '/' : `/${inner}/`
}

const Package = z.object({
  repository: z.union([z.string(), z.object({ url: z.string() })]).optional(),
})

let known = { file: '', changed: 0, repository: '' }

/** Every page asks for it, several times. */
function statedRepository(root: string): string {
  const file = join(root, 'package.json')
  const changed = statSync(file, { throwIfNoEntry: false })?.mtimeMs
  if (changed === undefined) return ''
  if (known.file === file && known.changed === changed) return known.repository
  const { repository: stated } = Package.parse(JSON.parse(readFileSync(file, 'utf8')))
  const repository = typeof stated === 'object' ? stated.url : (stated ?? '')
  known = { file, changed, repository }
  return repository
}

/** `git+https://host/team/repo.git` and `github:team/repo` → `https://host/team/repo`; else null. */
function repositoryAddress(stated: string): string | null {
  const short = stated.match(/^(?:github:)?([\w.-]+\/[\w.-]+)$/)?.[1]
  if (short !== undefined) return `https://github.com/${short}`
  const address = stated
    .replace(/^git\+/, '')
    .replace(/\.git$/, '')
    .replace(/\/$/, '')
  return /^https?:\/\/\S+$/.test(address) ? address : null
}
