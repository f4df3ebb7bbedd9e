import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { writingFolder } from '../document/writing/folder.ts'
import type { WritingError } from '../document/writing/writing-error.ts'
import { type Message, report } from '../message/message.ts'
import type { Output } from './command.ts'
import { print } from './print.ts'

const place = { path: 'holdfast', line: 1, column: 1 }

/** Puts right what a command left half written that was killed, and says so, before anything is read. */
export async function finishKilled(here: { root: string; output: Output }): Promise<void> {
  if (!existsSync(join(here.root, writingFolder))) return
  const { finishWriting } = await import('../document/writing/writing.ts')
  const finished = await finishWriting(here.root)
  if (finished === null) return
  const { paths, isUndone, left } = finished
  const done = isUndone ? 'undone' : 'completed'
  const told =
    paths.length === 0 ? [] : [report('write-finished', place, { paths: paths.join(', '), done })]
  const warnings = left.map(({ path, kept }) =>
    report(
      'write-left',
      { ...place, path },
      kept === null
        ? { wanted: 'removed', cure: 'remove it if you miss nothing in it' }
        : { wanted: 'wrote', cure: `take over what you want from ${kept}` },
    ),
  )
  // Beside the output of the command that was called, which a program may read.
  const messages = [...told, ...warnings]
  const { text } = print('text', { messages, textOf: () => null, colour: here.output.colour })
  here.output.complain(text)
}

export function refusalOf({ kind, message: why }: WritingError): Message {
  if (kind === 'busy') return report('write-busy', place, { pid: why })
  if (kind === 'unfinished') return report('write-unfinished', place, { why })
  return report('write-failed', place, { why })
}
