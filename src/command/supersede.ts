import { beginWriting } from '../document/writing/writing.ts'
import { report } from '../message/message.ts'
import { beginRecord } from '../record/new.ts'
import { readTaken } from '../record/read-history.ts'
import type { DecisionRecord } from '../record/record.ts'
import { nameOf } from '../record/register.ts'
import type { Context, ExitCode } from './command.ts'
import { nextStep } from './new.ts'
import { findNamed, isMessage, openRecords, today, writeAndTell } from './records.ts'

/** Begins the successor of one record or of several; they are marked in the step in which it is accepted. */
export async function run(context: Context): Promise<ExitCode> {
  const { root, operands, flags, refuse, output } = context
  const title = operands.at(-1)
  if (title === undefined || !/\p{L}/u.test(title.text) || /^adr-?\d+$/i.test(title.text))
    return refuse(
      report('title-empty', title?.place ?? { path: 'holdfast', line: 1, column: 1 }, {}),
    )
  await using writing = await beginWriting(root)
  const opened = await openRecords(context)
  if (isMessage(opened)) return refuse(opened)
  const supersedes: DecisionRecord[] = []
  for (const operand of operands.slice(0, -1)) {
    const found = findNamed(opened, operand)
    if (isMessage(found)) return refuse(found)
    supersedes.push(found)
  }
  const { folder, records } = opened
  const { number, change } = beginRecord({
    ...{ folder, records, title: title.text, date: today(), taken: await readTaken(root, folder) },
    ...{ supersedes, inPart: flags.has('part') },
  })
  await writeAndTell(context, writing, [change])
  const marked = supersedes.map(nameOf).join(' and ')
  output.write(`${nextStep(number, change.path).trimEnd()}, which marks ${marked} as superseded\n`)
  return 0
}
