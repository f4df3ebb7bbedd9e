import type { Change } from '../document/writing/plan.ts'
import { beginWriting } from '../document/writing/writing.ts'
import { type Message, report } from '../message/message.ts'
import { nearest } from '../message/nearest.ts'
import { changeStatus, NoStatusLine } from '../record/change-status.ts'
import type { DecisionRecord, StatusKind } from '../record/record.ts'
import type { Argument, Context, ExitCode } from './command.ts'
import { findNamed, isMessage, openRecords, type Records, writeAndTell } from './records.ts'

const kinds: Record<string, StatusKind> = {
  proposed: 'Proposed',
  accepted: 'Accepted',
  deprecated: 'Deprecated',
  superseded: 'Superseded',
}

/** Shows the status of a record, or changes it; accepting a successor marks what it supersedes. */
export async function run(context: Context): Promise<ExitCode> {
  const { root, operands, flags, refuse, output } = context
  const [named, word] = operands
  await using writing = word === undefined ? null : await beginWriting(root)
  const opened = await openRecords(context)
  if (isMessage(opened)) return refuse(opened)
  if (named === undefined) return 2
  const record = findNamed(opened, named)
  if (isMessage(record)) return refuse(record)
  if (word === undefined || writing === null) {
    output.write(`${record.status.text || record.status.kind}\n`)
    return 0
  }
  const successor = flags.get('by')
  const by = successor ? findNamed(opened, successor) : null
  if (by !== null && isMessage(by)) return refuse(by)
  const kind = kinds[word.text.toLowerCase()]
  const wrong = kind === undefined ? unknown(word) : misused(word, { kind, record, by })
  if (wrong !== null || kind === undefined) return refuse(wrong ?? unknown(word))
  const changes = plan(opened, { record, kind, by: by === null ? [] : [by] })
  return Array.isArray(changes) ? await writeAndTell(context, writing, changes) : refuse(changes)
}

function unknown({ text, place }: Argument): Message {
  const meant = nearest(text, Object.keys(kinds))
  const cure = meant === null ? `write one of: ${Object.keys(kinds).join(', ')}` : `write ${meant}`
  return report('status-refused', place, { written: text, cure })
}

interface Asked {
  kind: StatusKind
  record: DecisionRecord
  by: DecisionRecord | null
}

function misused({ text, place }: Argument, { kind, record, by }: Asked): Message | null {
  const number = record.number ?? record.path
  if (kind === 'Superseded' && by === null)
    return report('status-refused', place, {
      written: `${text} without a successor`,
      cure: `holdfast status ${number} superseded --by NNN, or holdfast supersede ${number} "Title" for a new one`,
    })
  if (kind === 'Superseded' && by === record)
    return report('status-refused', place, {
      written: `${text} by itself`,
      cure: 'name another record',
    })
  if (kind !== 'Superseded' && by !== null)
    return report('status-refused', place, {
      written: `${text} by another record`,
      cure: 'leave --by out',
    })
  return null
}

interface Planned {
  record: DecisionRecord
  kind: StatusKind
  by: DecisionRecord[]
}

function plan({ register }: Records, change: Planned): Change[] | Message {
  try {
    return changeStatus(change, register)
  } catch (error) {
    if (!(error instanceof NoStatusLine)) throw error
    const place = { path: error.message, line: 1, column: 1 }
    return report('status-absent', place, {
      path: error.message,
      form: `**Status**: ${change.kind}`,
    })
  }
}
