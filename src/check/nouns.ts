import type { Settings } from '../document/settings-schema.ts'
import { defaultNouns, type Nouns } from '../quantity/nouns.ts'

/** The usual spellings of nouns with those of the project. */
export const nounsOf = ({ settings }: { settings: Settings }): Nouns => ({
  plurals: { ...defaultNouns.plurals, ...settings.nouns.plurals },
  aliases: { ...defaultNouns.aliases, ...settings.nouns.aliases },
})
