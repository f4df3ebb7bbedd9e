import { appendFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Message } from '../message/message.ts'
import type { Context } from './command.ts'
import { type Format, formats, print } from './print.ts'

/** Prints what was found in the format that was asked for, on the output that is kept. */
export function show(context: Context, messages: Message[], facts: Record<string, unknown>): void {
  const { root, output } = context
  const { text, summary } = print(formatOf(context), {
    messages,
    textOf: (path) => textIn(root, path),
    colour: output.colour,
    facts,
  })
  if (text !== '') output.write(text)
  if (summary !== '') addToSummary(summary)
}

/** What a measurement would settle is not worth a screen before it is made. */
export const isSettled = ({ id }: Message): boolean =>
  id !== 'claim-untested' && id !== 'claim-stale'

export function formatOf({ flags }: Context): Format {
  return formats.find((format) => format === flags.get('format')?.text) ?? 'text'
}

/** The page of a run on GitHub; elsewhere there is none. */
export function addToSummary(text: string): void {
  const file = process.env.GITHUB_STEP_SUMMARY
  if (file) appendFileSync(file, `${text}\n`)
}

function textIn(root: string, path: string): string | null {
  try {
    return readFileSync(join(root, path), 'utf8')
  } catch {
    return null
  }
}
