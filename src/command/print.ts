import { byPlace, type Message } from '../message/message.ts'
import { gather } from './gather.ts'
import { printGithub } from './print-github.ts'
import { printJson } from './print-json.ts'
import { printText } from './print-text.ts'

export const formats = ['text', 'json', 'github'] as const
export type Format = (typeof formats)[number]

export interface Printing {
  messages: readonly Message[]
  /** The text of a file that a message points into, for the code frame; null where it cannot be read. */
  textOf: (path: string) => string | null
  colour: boolean
  /** Goes with the messages into JSON: counts, the exit code. */
  facts?: Record<string, unknown>
}

/**
 * The messages in one of the formats, always in the same order; a person gets them gathered, a program each one.
 * `summary` is for the page of a GitHub run.
 */
export function print(format: Format, printing: Printing): { text: string; summary: string } {
  const sorted = { ...printing, messages: [...printing.messages].sort(byPlace) }
  if (format === 'json') return { text: printJson(sorted), summary: '' }
  if (format === 'github') return printGithub(sorted)
  return { text: printText({ ...sorted, messages: gather(sorted.messages) }), summary: '' }
}
