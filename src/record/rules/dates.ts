import { placeOf } from '../../document/span.ts'
import { type Message, report } from '../../message/message.ts'
import { isRealDate } from '../file-name.ts'
import type { DecisionRecord } from '../record.ts'
import type { Book } from '../rules.ts'
import { isAsserted } from '../status.ts'
import { isPlaceholder } from './placeholders.ts'

/** Dates are days that were, and a review date is a day that is still to come. */
export function checkDates(record: DecisionRecord, { context }: Book): Message[] {
  const { path, date, reviewBy } = record
  const { today } = context
  const messages: Message[] = []
  for (const [label, written] of [
    ['date', date],
    ['review date', reviewBy],
  ] as const)
    if (written && !isRealDate(written.text) && !isPlaceholder(written.text))
      messages.push(
        report('date-wrong', placeOf(path, written.span), { label, written: written.text }),
      )
  if (date && isRealDate(date.text) && date.text > today)
    messages.push(report('date-future', placeOf(path, date.span), { written: date.text, today }))
  if (reviewBy && isRealDate(reviewBy.text) && reviewBy.text < today && isAsserted(record)) {
    const passed = report('review-passed', placeOf(path, reviewBy.span), { written: reviewBy.text })
    messages.push(context.scheduled ? { ...passed, severity: 'error' } : passed)
  }
  return messages
}
