import { checkMessages } from './check.ts'
import { claimMessages } from './claim.ts'
import { commandMessages } from './command.ts'
import { codeMessages, documentMessages } from './document.ts'
import { evidenceMessages } from './evidence.ts'
import { plotMessages } from './plot.ts'
import { recordMessages } from './record.ts'
import type { Detail, Template } from './template.ts'

/** Every message that Holdfast can give. A closed list: the reference documents each id, and a specimen raises it. */
export const catalogue = {
  ...documentMessages,
  ...codeMessages,
  ...claimMessages,
  ...plotMessages,
  ...checkMessages,
  ...evidenceMessages,
  ...recordMessages,
  ...commandMessages,
} satisfies Record<string, Template<never>>

export type MessageId = keyof typeof catalogue
export type Severity = 'error' | 'warning' | 'note'

/** A place in a file, as editors show it: lines and UTF-16 columns count from 1. */
export interface Place {
  path: string
  line: number
  column: number
  /** How many characters from there on are meant; 1 where nothing is said. */
  length?: number
}

export interface Message extends Place {
  id: MessageId
  severity: Severity
  text: string
  cure: string
  /** Stands behind the carets, such as `accepts 47.5 to 52.5`. */
  aside?: string
  /** Further lines, such as the derivation of the value. */
  notes?: string[]
}

type DetailOf<Id extends MessageId> =
  (typeof catalogue)[Id] extends Template<infer D extends Detail> ? D : never

/** One message at a place: `report('claim-unknown', place, { name, nearest })`. */
export function report<Id extends MessageId>(id: Id, place: Place, detail: DetailOf<Id>): Message {
  const template: Template<Detail> = catalogue[id]
  const { path, line, column, length } = place
  return {
    id,
    severity: template.severity,
    path,
    line,
    column,
    ...(length === undefined ? {} : { length }),
    text: template.text(detail),
    cure: template.cure(detail),
  }
}

/** By file, then by place, then by id: the order is the same in every run. */
export function byPlace(a: Message, b: Message): number {
  return (
    compareText(a.path, b.path) || a.line - b.line || a.column - b.column || compareText(a.id, b.id)
  )
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
