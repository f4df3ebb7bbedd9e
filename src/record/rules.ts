import type { Message } from '../message/message.ts'
import type { RecordHistory } from './history.ts'
import type { DecisionRecord } from './record.ts'
import { type Register, registerOf } from './register.ts'
import { checkArguments } from './rules/arguments.ts'
import { checkChosen } from './rules/chosen.ts'
import { checkConsequences } from './rules/consequences.ts'
import { checkDates } from './rules/dates.ts'
import { checkFacts } from './rules/facts.ts'
import { checkFiles } from './rules/files.ts'
import { checkHeading } from './rules/heading.ts'
import { checkLinks } from './rules/links.ts'
import { checkMatrix } from './rules/matrix.ts'
import { checkNumbers } from './rules/numbers.ts'
import { checkPlaceholders } from './rules/placeholders.ts'
import { checkHistory } from './rules/rewritten.ts'
import { checkSections } from './rules/sections.ts'
import { checkSuccession } from './rules/succession.ts'
import { type SwitchedOff, withoutSwitchedOff } from './rules/switched-off.ts'
import { isAsserted } from './status.ts'

export interface RuleContext {
  /** `2026-11-21`. */
  today: string
  /** Where it is set, a rule that could not be examined is an error. */
  complete: boolean
  /** Files in the folder that were not read as records. */
  files: string[]
  /** In the scheduled run, a passed review date is an error. */
  scheduled?: boolean
  /** The folder of the records, for the message that there is none. */
  folder?: string
  /** Whether there is a file or folder; without it only links between records are checked. */
  exists?: (path: string) => boolean
  /** What other commits hold; without it, nothing is asked of history. */
  history?: RecordHistory
  /** What the check itself found in the prose of these records; it is switched off like a rule. */
  ofProse?: readonly Message[]
  /** Rules that the settings switch off in a folder, each with its reason. */
  off?: readonly SwitchedOff[]
}

/** All that a rule may look at. */
export interface Book {
  records: readonly DecisionRecord[]
  register: Register
  context: RuleContext
}

type RecordRule = (record: DecisionRecord, book: Book) => Message[]

/** Rules about what stands in any record, and in one that is still asserted. */
const always: RecordRule[] = [checkHeading, checkFacts, checkDates, checkLinks]
const whileAsserted: RecordRule[] = [
  checkSections,
  checkChosen,
  checkArguments,
  checkConsequences,
  checkMatrix,
  checkPlaceholders,
]

/** Every finding about these records, alone and together. */
export function checkRecords(records: readonly DecisionRecord[], context: RuleContext): Message[] {
  const book: Book = { records, register: registerOf(records), context }
  const messages = [
    ...checkFiles(book),
    ...checkNumbers(book),
    ...checkSuccession(book),
    ...checkHistory(book),
    ...(context.ofProse ?? []),
  ]
  for (const record of records) {
    for (const rule of always) messages.push(...rule(record, book))
    if (isAsserted(record)) for (const rule of whileAsserted) messages.push(...rule(record, book))
  }
  return withoutSwitchedOff(messages, context.off ?? [])
}
