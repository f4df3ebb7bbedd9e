import { placeOf } from '../../document/span.ts'
import { type Message, report } from '../../message/message.ts'
import { nearestOption } from '../match.ts'
import type { Argument, DecisionRecord, Option } from '../record.ts'
import { findSection } from '../sections.ts'
import { checkDrivers } from './drivers.ts'
import { isPlaceholder } from './placeholders.ts'

/** Every option is argued for and against, in bullets that say which of the two they do. */
export function checkArguments(record: DecisionRecord): Message[] {
  const { path, options, unlisted, sections, format } = record
  const considered = findSection(sections, 'considered options', 'options considered')
  const argued = findSection(sections, 'pros and cons of the options', 'pros and cons')
  const messages: Message[] = []
  if (considered && options.length < 2)
    messages.push(report('options-few', placeOf(path, considered.span), { count: options.length }))
  if (!argued) return messages
  for (const option of unlisted)
    messages.push(
      report('option-unlisted', placeOf(path, option.name.span), {
        option: option.name.text,
        cure: cureOf(option, record),
      }),
    )
  for (const option of options) {
    messages.push(...checkSides(record, option))
    if (format === 'own')
      messages.push(...option.arguments.flatMap((argument) => checkMark(path, argument)))
  }
  return [...messages, ...checkDrivers(record)]
}

function cureOf({ name }: Option, { options }: DecisionRecord): string {
  const meant = nearestOption(name.text, options)
  return meant === null ? 'add it to Considered Options' : `did you mean ${meant}?`
}

/** Our own template wants both sides for each; where others leave an option out, it is one-sided at worst. */
function checkSides({ path, format }: DecisionRecord, option: Option): Message[] {
  const place = placeOf(path, option.name.span)
  const detail = { option: option.name.text }
  const has = (kind: Argument['kind']): boolean =>
    option.arguments.some((argument) => argument.kind === kind)
  if (format === 'own' && option.arguments.length === 0)
    return [report('option-unargued', place, detail)]
  if (has('good') && has('bad')) return []
  if (format === 'own' && option.arguments.some(({ kind }) => kind === null)) return []
  const missing = has('good') ? 'against it' : has('bad') ? 'for it' : 'for or against it'
  return [report('option-one-sided', place, { ...detail, missing })]
}

function checkMark(path: string, { marked, text, span }: Argument): Message[] {
  if (marked || isPlaceholder(text)) return []
  const written = text.split(' ').slice(0, 4).join(' ')
  return [report('argument-unmarked', placeOf(path, span), { written })]
}
