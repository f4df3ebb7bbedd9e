import { placeOf } from '../../document/span.ts'
import { type Message, report } from '../../message/message.ts'
import type { DecisionRecord } from '../record.ts'
import { isPlaceholder } from './placeholders.ts'

/** A driver of which no argument, reason or consequence speaks did not drive the decision. */
export function checkDrivers(record: DecisionRecord): Message[] {
  const { options, chosen, consequences, drivers, path } = record
  // Before the arguments are written, nobody can tell.
  const isUnfinished = options.some(({ arguments: all }) =>
    all.some(({ reason }) => isPlaceholder(reason.text)),
  )
  if (isUnfinished) return []
  const said = options.flatMap((option) => [option.name, ...option.arguments])
  const texts = [...said, ...consequences, ...(chosen?.because ? [chosen.because] : [])]
  const spoken = new Set(texts.flatMap(({ text }) => stemsOf(text)))
  return drivers
    .filter(({ text }) => !isPlaceholder(text))
    .filter(({ text }) => {
      const stems = stemsOf(text)
      return stems.length > 0 && !stems.some((stem) => spoken.has(stem))
    })
    .map(({ text, span }) => report('driver-unused', placeOf(path, span), { driver: text }))
}

const empty = new Set(
  'about after also because been being both could does each easy even every from have into just like make more most must need needs only other over same should some such than that their them then there these they this those under very want wants well what when where which while will with without would'.split(
    ' ',
  ),
)

/** `serving readers` and `serve a reader` speak of the same: the first five letters of a word decide. */
function stemsOf(text: string): string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? []
  return words
    .filter((word) => !empty.has(word))
    .map((word) => word.replace(/(?:ies|es|s)$/, '').slice(0, 5))
}
