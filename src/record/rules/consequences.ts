import { placeOf, spanOf } from '../../document/span.ts'
import { type Message, report } from '../../message/message.ts'
import type { Consequence, DecisionRecord } from '../record.ts'
import { findSection } from '../sections.ts'
import { writtenAt } from '../written.ts'
import { isPlaceholder } from './placeholders.ts'

/** What a decision costs stands with what is done about it. Only our own template asks for that. */
export function checkConsequences(record: DecisionRecord): Message[] {
  const { format, consequences, path } = record
  if (format !== 'own') return []
  return [...consequences, ...inSentences(record)]
    .filter(
      ({ kind, mitigation, text }) =>
        kind === 'negative' && mitigation === null && !isPlaceholder(text) && !isNone(text),
    )
    .map(({ text, span }) =>
      report('mitigation-missing', placeOf(path, span), { written: shortened(text) }),
    )
}

/** Negative consequences that stand in sentences instead of bullets. */
function inSentences({ document, sections }: DecisionRecord): Consequence[] {
  const outcome = findSection(sections, 'decision outcome')
  const { body = [] } = findSection(outcome?.parts ?? [], 'negative consequences') ?? {}
  if (body.some(({ type }) => type === 'list')) return []
  return body
    .filter(({ type }) => type === 'paragraph')
    .map((node) => {
      const { offset, endOffset } = spanOf(node)
      const written = writtenAt(document, offset, endOffset)
      const isMitigated = /\bmitigation\s*:\s*\S/i.test(written.text)
      return { ...written, kind: 'negative', mitigation: isMitigated ? written : null }
    })
}

const isNone = (text: string): boolean => /^none\b/i.test(text)

const shortened = (text: string): string =>
  text.length <= 60 ? text : `${text.slice(0, 60).replace(/\s+\S*$/, '')} …`
