import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { DocumentKind } from './document.ts'
import type { Settings } from './settings-schema.ts'

export const settingsFile = 'holdfast.config.ts'

/** The project's settings; a file that is not as it should be throws an error that names the place in it. */
export async function loadSettings(root: string): Promise<Settings> {
  // Loaded here, since a command that needs no settings has no use for the schema's 95 modules.
  const { Settings } = await import('./settings-schema.ts')
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
