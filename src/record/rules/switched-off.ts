import { type Message, report } from '../../message/message.ts'
import { nearest } from '../../message/nearest.ts'
import { recordRuleMessages } from '../../message/record.ts'

/** A rule that the settings switch off below a folder. */
export interface SwitchedOff {
  folder: string
  rule: string
  reason: string
}

/** The two about numbers in prose hold in every document, and records of other people were written without them. */
const known = [...Object.keys(recordRuleMessages), 'number-unclaimed', 'number-word']

const settings = { path: 'holdfast.config.ts', line: 1, column: 1 }

/** Takes away what is switched off; an exception that names no rule, or that nothing needs, is reported itself. */
export function withoutSwitchedOff(messages: Message[], off: readonly SwitchedOff[]): Message[] {
  const needed = new Set<SwitchedOff>()
  const kept = messages.filter(({ id, path }) => {
    const exception = off.find(({ rule, folder }) => rule === id && isBelow(path, folder))
    if (exception) needed.add(exception)
    return exception === undefined
  })
  const wrong = off.flatMap((exception) => {
    const { rule, folder } = exception
    if (needed.has(exception)) return []
    if (known.includes(rule)) return [report('exception-unused', settings, { rule, folder })]
    const meant = nearest(rule, known)
    const cure = meant === null ? 'the reference lists the rules for records' : `write ${meant}`
    return [report('exception-unknown', settings, { rule, cure })]
  })
  return [...kept, ...wrong]
}

export const isSwitchedOff = (
  { id, path }: Message,
  { off }: { off: readonly SwitchedOff[] },
): boolean => off.some(({ rule, folder }) => rule === id && isBelow(path, folder))

const isBelow = (path: string, folder: string): boolean =>
  path === folder || path.startsWith(`${folder}/`)
