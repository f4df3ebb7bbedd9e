import { placeOf } from '../../document/span.ts'
import { type Message, report } from '../../message/message.ts'
import { placeOfRecord } from '../read.ts'
import type { DecisionRecord } from '../record.ts'
import { nameOf } from '../register.ts'

/** The heading states the title, and no other number than the file's name. */
export function checkHeading(record: DecisionRecord): Message[] {
  const { format, heading, headingNumber, number, digits } = record
  const written = heading?.text ?? ''
  const place = placeOf(record.path, placeOfRecord(record).span)
  if (headingNumber !== null && number !== null && headingNumber !== number)
    return [report('heading-number', place, { stated: headingNumber, file: digits })]
  const isFormed = format === 'own' ? /^ADR-\d{3,}: \S/.test(written) : record.title.text !== ''
  if (isFormed) return []
  const name = format === 'own' ? `${nameOf(record)}: ` : ''
  const form = `${name}${record.title.text || 'Title'}`
  return [report('heading-form', place, { written: written || '(none)', form })]
}
