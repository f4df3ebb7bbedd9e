import { ofSymbol } from './unit.ts'

/** Hard and thin spaces → spaces, hard hyphens → hyphens; places stay where they are. */
export const withPlainSpaces = (text: string): string =>
  text.replace(/\s/g, ' ').replaceAll('\u2011', '-')

/** `Requests` at the head of a column → `requests`; `Kbit`, `EUR` and `GPUs` stay. */
export const inLowerCase = (text: string): string =>
  text.replace(/[A-Za-z]+/g, (word) =>
    /^[A-Z][a-z]+$/.test(word) && !ofSymbol.has(word) ? word.toLowerCase() : word,
  )
