import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'
import type { DocumentKind } from './document.ts'

const kind = z.enum(['record', 'calculation', 'report', 'page'])

/** What `holdfast.config.ts` may say; without one, the layout of this repository holds. */
export const Settings = z.strictObject({
  /** Folders of documents and what they are for; the longest match counts. */
  folders: z.record(z.string(), kind).default({
    adrs: 'record',
    calculations: 'calculation',
    'src/content/docs': 'page',
    'src/content/docs/report': 'report',
  }),
  records: z
    .strictObject({
      /** Rules for records that do not hold below a folder, each with the reason. */
      off: z
        .array(
          z.strictObject({
            folder: z.string(),
            rule: z.string(),
            reason: z.string().trim().min(1),
          }),
        )
        .default([]),
    })
    .default({ off: [] }),
  /** Names whose version numbers are no claims: `Node 26`, `HTTP/2`. */
  products: z.array(z.string()).default([]),
  nouns: z
    .strictObject({
      /** Plural → singular where no rule gives it, and nouns in -s that are no plural → themselves. */
      plurals: z.record(z.string(), z.string()).default({}),
      /** Singular → the singular that is meant: `operation` → `op`. */
      aliases: z.record(z.string(), z.string()).default({}),
    })
    .default({ plurals: {}, aliases: {} }),
})

export type Settings = z.infer<typeof Settings>

export const settingsFile = 'holdfast.config.ts'

/** The project's settings; a file that is not as it should be throws an error that names the place in it. */
export async function loadSettings(root: string): Promise<Settings> {
  const path = join(root, settingsFile)
  if (!existsSync(path)) return Settings.parse({})
  const module: unknown = await import(pathToFileURL(path).href)
  const stated =
    typeof module === 'object' && module !== null && 'default' in module
      ? module.default
      : undefined
  const result = Settings.safeParse(stated)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  throw new SettingsError(
    `${settingsFile}: ${issue?.path.join('.') || 'default export'}: ${issue?.message ?? 'unreadable'}`,
  )
}

export class SettingsError extends Error {}

/** What a document is, by the longest folder that it stands in; null where it is none. */
export function kindOf(path: string, { folders }: Settings): DocumentKind | null {
  const match = Object.keys(folders)
    .filter((folder) => path.startsWith(`${folder}/`))
    .toSorted((a, b) => b.length - a.length)[0]
  return match === undefined ? null : (folders[match] ?? null)
}
