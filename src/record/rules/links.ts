import { posix } from 'node:path'
import { placeOf } from '../../document/span.ts'
import { type Message, report } from '../../message/message.ts'
import { nearest } from '../../message/nearest.ts'
import type { DecisionRecord, RecordLink } from '../record.ts'
import { findRecord, relativePath } from '../register.ts'
import type { Book } from '../rules.ts'

/** Every link, image and mention leads somewhere. */
export function checkLinks(record: DecisionRecord, book: Book): Message[] {
  const { status } = record
  // What a superseded record names there is looked at with its successors.
  const isTold = ({ span }: RecordLink): boolean =>
    status.successors.length > 0 &&
    span.offset >= status.span.offset &&
    span.endOffset <= status.span.endOffset
  return record.links.flatMap((link) => {
    if (isTold(link)) return []
    const place = placeOf(record.path, link.span)
    if (link.kind === 'mention') {
      if (record.format !== 'own' || findRecord(book.register, link) !== null) return []
      return [report('record-unknown', place, { written: link.text })]
    }
    if (link.path === null || isThere(record, link.path, book)) return []
    return [report('link-dead', place, { url: link.url ?? '', cure: cureOf(record, link, book) })]
  })
}

/** Without a view of all files, only the folder of the records is known. */
function isThere(record: DecisionRecord, path: string, { register, context }: Book): boolean {
  if (register.byPath.has(path) || context.files.includes(path)) return true
  if (context.exists) return context.exists(path)
  const folder = posix.dirname(record.path)
  return posix.dirname(path) !== folder || path === folder || posix.extname(path) === ''
}

function cureOf(record: DecisionRecord, link: RecordLink, { register }: Book): string {
  const meant = link.number === null ? undefined : register.byNumber.get(link.number)
  const names = [...register.byPath.keys()]
  const path = meant?.path ?? nearest(link.path ?? '', names)
  return path === null
    ? 'mend the path, which counts from the folder of this file'
    : `did you mean ${relativePath(record.path, path)}?`
}
