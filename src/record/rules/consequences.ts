import { placeOf } from '../../document/span.ts'
import { type Message, report } from '../../message/message.ts'
import type { DecisionRecord } from '../record.ts'
import { isPlaceholder } from './placeholders.ts'

/** What a decision costs stands with what is done about it. Only our own template asks for that. */
export function checkConsequences({ format, consequences, path }: DecisionRecord): Message[] {
  if (format !== 'own') return []
  return consequences
    .filter(
      ({ kind, mitigation, text }) =>
        kind === 'negative' && mitigation === null && !isPlaceholder(text) && !isNone(text),
    )
    .map(({ text, span }) =>
      report('mitigation-missing', placeOf(path, span), { written: shortened(text) }),
    )
}

const isNone = (text: string): boolean => /^none\b/i.test(text)

const shortened = (text: string): string =>
  text.length <= 60 ? text : `${text.slice(0, 60).replace(/\s+\S*$/, '')} …`
