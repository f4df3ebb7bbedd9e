import { beginWriting } from '../document/writing/writing.ts'
import { report } from '../message/message.ts'
import { beginRecord } from '../record/new.ts'
import { readTaken } from '../record/read-history.ts'
import type { Context, ExitCode } from './command.ts'
import { isMessage, openRecords, today, writeAndTell } from './records.ts'

/** Begins a record: the next number over all branches, the template, today's date. It asks nothing. */
export async function run(context: Context): Promise<ExitCode> {
  const { root, operands, flags, refuse, output } = context
  const [title] = operands
  if (title === undefined || !/[\p{L}\p{N}]/u.test(title.text))
    return refuse(
      report('title-empty', title?.place ?? { path: 'holdfast', line: 1, column: 1 }, {}),
    )
  await using writing = await beginWriting(root)
  const opened = await openRecords(context)
  if (isMessage(opened)) return refuse(opened)
  const { folder, records } = opened
  const { number, change } = beginRecord({
    ...{ folder, records, title: title.text, date: today(), taken: await readTaken(root, folder) },
    story: flags.get('story')?.text,
    deciders: flags.get('deciders')?.text,
  })
  await writeAndTell(context, writing, [change])
  output.write(nextStep(number, change.path))
  return 0
}

export const nextStep = (number: number, path: string): string =>
  `Write what stands in brackets: holdfast check ${path} says what is left. Then holdfast status ${number} accepted\n`
