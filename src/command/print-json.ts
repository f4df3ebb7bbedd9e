import type { Printing } from './print.ts'

const schema = 1

/** For other programs: one object, with its lines in the same order in every run. */
export function printJson({ messages, facts = {} }: Printing): string {
  return `${JSON.stringify({ schema, ...facts, messages }, null, 2)}\n`
}
