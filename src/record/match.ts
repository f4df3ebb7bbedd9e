import { nearest } from '../message/nearest.ts'
import type { Option } from './record.ts'

export interface Match {
  option: Option
  exact: boolean
}

/**
 * The considered option that some words mean: its text, its number or letter, or a beginning of it that no other
 * option shares. Words that go beyond an option name something that nobody listed.
 */
export function matchOption(written: string, options: readonly Option[]): Match | null {
  const exact = options.find(({ name }) => tidy(name.text) === tidy(written))
  if (exact) return { option: exact, exact: true }
  const loose =
    byKey(written, options) ?? byLabel(written, options) ?? byBeginning(written, options)
  return loose ? { option: loose, exact: false } : null
}

/** The option that a mistyped name most likely meant. */
export const nearestOption = (written: string, options: readonly Option[]): string | null =>
  nearest(
    written,
    options.map(({ name }) => name.text),
  )

/** Marks of quotation and the end of a sentence make no other option of it. */
const tidy = (text: string): string =>
  text
    .replace(/["'“”‘’„«»`]/g, '')
    .replace(/\s+/g, ' ')
    .replace(/[.,;:]+$/, '')
    .trim()

const keyOf = (text: string): string =>
  tidy(text)
    .toLowerCase()
    .replace(/^(?:\[\w{1,2}\]|option\s+\w{1,2}\b\s*[:.)–—-]|\w[.)])\s*/, '')

function byKey(written: string, options: readonly Option[]): Option | undefined {
  return options.find(({ name }) => keyOf(name.text) === keyOf(written) && keyOf(written) !== '')
}

/** `2`, `Option 2`, `B`: what an option calls itself wins over where it stands. */
function byLabel(written: string, options: readonly Option[]): Option | undefined {
  const label = tidy(written)
    .match(/^(?:option\s+|#)?(\d{1,2}|[a-z])$/i)?.[1]
    ?.toLowerCase()
  if (label === undefined) return undefined
  const called = options.find(({ name }) => labelOf(name.text) === label)
  if (called) return called
  const index = /\d/.test(label) ? Number(label) - 1 : label.charCodeAt(0) - 'a'.charCodeAt(0)
  return options[index]
}

/** `[A] Gradle`, `Option 2: Redis`, `B) Queue` → a, 2, b. */
const labelOf = (text: string): string | undefined =>
  tidy(text)
    .match(/^(?:\[(\w{1,2})\]|option\s+(\w{1,2})\b|(\w)[.)]\s)/i)
    ?.slice(1)
    .find((label) => label !== undefined)
    ?.toLowerCase()

function byBeginning(written: string, options: readonly Option[]): Option | undefined {
  const key = keyOf(written)
  if (key.length < 2) return undefined
  const found = options.filter(({ name }) => {
    const whole = keyOf(name.text)
    return whole.startsWith(key) && !/^[\p{L}\p{N}_]/u.test(whole.slice(key.length))
  })
  return found.length === 1 ? found[0] : undefined
}
