import type { Settings } from '../document/settings-schema.ts'
import { defaultNouns, type Nouns } from '../quantity/nouns.ts'

/** The usual spellings of nouns with those of the project; the same object for the same settings. */
export function nounsOf({ settings }: { settings: Settings }): Nouns {
  const known = nounsBySettings.get(settings)
  if (known) return known
  const nouns = {
    plurals: { ...defaultNouns.plurals, ...settings.nouns.plurals },
    aliases: { ...defaultNouns.aliases, ...settings.nouns.aliases },
  }
  nounsBySettings.set(settings, nouns)
  return nouns
}

const nounsBySettings = new WeakMap<Settings, Nouns>()
