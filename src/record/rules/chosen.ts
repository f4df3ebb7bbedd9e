import { placeOf } from '../../document/span.ts'
import { type Message, report } from '../../message/message.ts'
import { nearestOption } from '../match.ts'
import type { ChosenOption, DecisionRecord } from '../record.ts'
import { findSection } from '../sections.ts'

/** The chosen option is one of those that were considered, and stands with its reason. */
export function checkChosen(record: DecisionRecord): Message[] {
  const { chosen, options, path, sections, format } = record
  const outcome = findSection(sections, 'decision outcome')
  if (!outcome) return []
  if (chosen === null || chosen.options.length === 0) {
    const message = report('chosen-missing', placeOf(path, chosen?.span ?? outcome.span), {})
    // Other templates let people say it in words of their own; then nothing more can be examined.
    return [format === 'own' ? message : { ...message, severity: 'warning' }]
  }
  const argued = chosen.because !== null || format !== 'own'
  return [
    ...(options.length === 0
      ? []
      : chosen.options.flatMap((option) => checkOption(record, option))),
    ...(argued ? [] : [report('chosen-unargued', placeOf(path, chosen.span), {})]),
  ]
}

function checkOption(
  { path, options }: DecisionRecord,
  { text, span, option, exact }: ChosenOption,
): Message[] {
  const place = placeOf(path, span)
  if (option === null) {
    const meant = nearestOption(text, options)
    const cure =
      meant === null
        ? `list it as an option, or choose one of: ${options.map(({ name }) => name.text).join('; ')}`
        : `write "${meant}"`
    return [report('chosen-unlisted', place, { written: text, cure })]
  }
  return exact ? [] : [report('chosen-inexact', place, { written: text, option: option.name.text })]
}
