import type { Html, Image, ImageReference, Text } from 'mdast'
import { type Place, report } from '../message/message.ts'
import { nearest } from '../message/nearest.ts'
import type { Span } from './document.ts'
import type { Source } from './read.ts'
import { placeOf, spanOf } from './span.ts'

export const ourSchemes = ['calc', 'measured', 'derived', 'uncounted']

export const isOurs = (url: string): boolean =>
  ourSchemes.some((scheme) => url.startsWith(`${scheme}:`))

const commonSchemes = ['http', 'https', 'mailto', 'tel', 'ftp', 'data', 'doi', 'urn']

/** What people write for one of ours, beside what is misspelt by a letter. */
const beginnings = {
  compute: 'calc',
  calc: 'calc',
  given: 'calc',
  meas: 'measured',
  deriv: 'derived',
  uncount: 'uncounted',
}

/** `[38](cal:pool)` would be a link like any other. */
export function refuseNearMiss(source: Source, span: Span, scheme: string): void {
  if (commonSchemes.includes(scheme.toLowerCase())) return
  const begun = Object.entries(beginnings).find(([beginning]) =>
    scheme.toLowerCase().startsWith(beginning),
  )
  const meant = begun?.[1] ?? nearest(scheme, ourSchemes)
  if (meant !== null)
    source.problems.push(
      report('link-scheme', placeOf(source.path, span), { written: scheme, meant }),
    )
}

/** `![38](calc:pool)` shows no number. */
export function refuseImage(source: Source, node: Image | ImageReference, url: string): void {
  if (isOurs(url))
    source.problems.push(
      report('claim-image', placeOf(source.path, spanOf(node)), { written: url }),
    )
}

const unparsedLink = /\]\s*\(\s*(?:calc|measured|derived|uncounted)\s*:[^)\n]*\)?/g
const unresolvedReference = /(?<!\\)\]\[([^\][\n]*)\]/g

/** `[38](calc: pool)` and `[38][typo]` are plain text to Markdown, and would pass in silence. */
export function refuseUnparsed(source: Source, node: Text): void {
  const { offset, endOffset } = spanOf(node)
  const raw = source.text.slice(offset, endOffset)
  for (const match of raw.matchAll(unparsedLink)) {
    const end = offset + match.index + match[0].length
    const start = textStart(source.text, offset + match.index)
    const written = match[0].replace(/^\]\s*/, '[…]').replace(/\s+/g, ' ')
    source.problems.push(report('claim-unparsed', placeAt(source, start, end), { written }))
  }
  for (const match of raw.matchAll(unresolvedReference)) {
    const closing = offset + match.index
    const start = textStart(source.text, closing)
    const label = match[1] || source.text.slice(start, closing)
    const place = placeAt(source, start, closing + match[0].length)
    source.problems.push(report('reference-unresolved', place, { label }))
  }
}

/** The first character of a link's text, from the bracket that closes it; marks such as `**` may stand between. */
function textStart(text: string, closing: number): number {
  const block = Math.max(
    text.lastIndexOf('\n\n', closing),
    text.lastIndexOf('\r\n\r\n', closing),
    0,
  )
  const opening = text.lastIndexOf('[', closing)
  return opening < block ? closing : opening + 1
}

function placeAt(source: Source, start: number, end: number): Place {
  const before = source.text.slice(0, start).split(/\r\n|\n|\r/)
  const length = source.text.slice(start, end).split(/\r\n|\n|\r/)[0]?.length ?? 1
  const column = (before.at(-1)?.length ?? 0) + 1
  return { path: source.path, line: before.length, column, length: Math.max(1, length) }
}

const schemeInHtml = /["'(<=]\s*(calc|measured|derived|uncounted):/g

/** `<a href="calc:pool">` is opaque to Markdown, and so is a fence right behind a tag. */
export function refuseHtml(source: Source, node: Html): void {
  const { offset, endOffset } = spanOf(node)
  const seen = source.text
    .slice(offset, endOffset)
    .replace(/<!--[\s\S]*?(?:-->|$)/g, (remark) => remark.replace(/[^\n\r]/g, ' '))
  const fence = /^[ \t>]*(`{3,}|~{3,})/m.exec(seen)
  if (fence) {
    const start = offset + fence.index + fence[0].length - (fence[1]?.length ?? 0)
    source.problems.push(report('fence-html', placeAt(source, start, start + 3), {}))
  }
  for (const match of source.text.slice(offset, endOffset).matchAll(schemeInHtml)) {
    const scheme = match[1] ?? ''
    const at = offset + match.index
    const start = Math.max(offset, source.text.lastIndexOf('<', at))
    const closing = source.text.slice(at).match(/^[^\n\r]*?<\/a>/)?.[0].length ?? match[0].length
    source.problems.push(report('claim-html', placeAt(source, start, at + closing), { scheme }))
  }
}
