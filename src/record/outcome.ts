import type { ListItem } from 'mdast'
import type { Document } from '../document/document.ts'
import { spanOf } from '../document/span.ts'
import { matchOption } from './match.ts'
import { readArgument, wholeOf } from './options.ts'
import type { Chosen, Consequence, Option, Section, Written } from './record.ts'
import { bulletsOf, bulletWritten, findSection } from './sections.ts'
import { plain, spanBetween, writtenAt } from './written.ts'

/** `Chosen option: "…", because …`, wherever it stands in the outcome. */
export function readChosen(
  document: Document,
  outcome: Section,
  options: readonly Option[],
): Chosen | null {
  for (const [index, node] of outcome.body.entries()) {
    if (node.type !== 'paragraph') continue
    const { offset, endOffset } = spanOf(node)
    const raw = document.text.slice(offset, endOffset)
    const label = raw.match(
      /^[ \t]*(?:\*\*|__)?chosen (?:option|alternative|solution)s?(?:\*\*|__)?[ \t]*:(?:\*\*|__)?\s*/i,
    )
    if (!label) continue
    const { quotes, end } = readQuotes(raw, label[0].length)
    const because = raw.slice(end).match(/^[\s,;–—-]*because\b[\s:,]*/i)
    const from = offset + end + (because?.[0].length ?? 0)
    const next = outcome.body[index + 1]
    const to =
      next?.type === 'list' && /(?:because|:)\s*$/.test(raw) ? spanOf(next).endOffset : endOffset
    const reason = because ? writtenAt(document, from, to) : null
    return {
      span: spanBetween(document, offset, to),
      options: quotes.map((quote) => {
        const text = plain(raw.slice(quote.from, quote.to))
        const match = matchOption(text, options)
        const span = spanBetween(document, offset + quote.from, offset + quote.to)
        return { text, span, option: match?.option ?? null, exact: match?.exact ?? false }
      }),
      because: reason?.text === '' ? null : reason,
    }
  }
  return null
}

interface Quote {
  from: number
  to: number
}

const closers: Record<string, string> = {
  '"': '"',
  "'": "'",
  '“': '”',
  '‘': '’',
  '«': '»',
  '„': '“',
}

/** One quotation after another; without quotation marks, what stands before `because` or the end of the sentence. */
function readQuotes(raw: string, start: number): { quotes: Quote[]; end: number } {
  const quotes: Quote[] = []
  let at = start
  for (;;) {
    const closer = closers[raw[at] ?? '']
    if (closer === undefined) break
    const end = closingMark(raw, at + 1, closer)
    if (end === null) break
    quotes.push({ from: at + 1, to: end })
    const glue = raw.slice(end + 1).match(/^\s*(?:,?\s*and|,|&|\+)\s*(?=["'“‘«„])/)
    at = end + 1
    if (!glue) return { quotes, end: at }
    at += glue[0].length
  }
  return quotes.length > 0 ? { quotes, end: at } : readPlain(raw, start)
}

/** A mark inside the quotation is followed by a letter; the closing one is not. */
function closingMark(raw: string, from: number, closer: string): number | null {
  for (let at = raw.indexOf(closer, from); at !== -1; at = raw.indexOf(closer, at + 1)) {
    const rest = raw.slice(at + 1)
    if (/^\s*(?:$|[,.;:!?()[–—+&-]|(?:because|and|or|since|as|for|with|in)\b)/.test(rest)) return at
  }
  return null
}

function readPlain(raw: string, start: number): { quotes: Quote[]; end: number } {
  const rest = raw.slice(start)
  const stop = rest.search(/,?\s*\bbecause\b|,?\s+since\b|[.;](?:\s|$)|\n/i)
  const end = start + (stop === -1 ? rest.length : stop)
  const several = raw.slice(start, end).matchAll(/(?:option\s+)?\b(?:\d{1,2}|[A-Z])\b/gi)
  const labels = [...several].map(({ 0: text, index }) => ({
    from: start + index,
    to: start + index + text.length,
  }))
  const isLabels =
    /^(?:options?\s+)?(?:\d{1,2}|[A-Z])(?:(?:,\s*|,?\s+and\s+|\s*[&+]\s*)(?:option\s+)?(?:\d{1,2}|[A-Z]))+$/i
  if (isLabels.test(raw.slice(start, end))) return { quotes: labels, end }
  return { quotes: end > start ? [{ from: start, to: end }] : [], end }
}

/** What the decision brings about: in two lists, or in one whose bullets say which they are. */
export function readConsequences(document: Document, sections: readonly Section[]): Consequence[] {
  const outcome = findSection(sections, 'decision outcome')
  const parts = outcome?.parts ?? []
  const list = (kind: Consequence['kind'], title: string): Consequence[] => {
    const section = findSection(parts, title) ?? findSection(sections, title)
    return section ? bulletsOf(section).map((item) => consequenceOf(document, item, kind)) : []
  }
  const mixed = findSection(parts, 'consequences') ?? findSection(sections, 'consequences')
  return [
    ...list('positive', 'positive consequences'),
    ...list('negative', 'negative consequences'),
    ...(mixed ? bulletsOf(mixed).flatMap((item) => mixedConsequence(document, item)) : []),
  ]
}

function mixedConsequence(document: Document, item: ListItem): Consequence[] {
  const { kind, reason } = readArgument(document, item)
  if (kind === null) return []
  const named = { good: 'positive', neutral: 'neutral', bad: 'negative' } as const
  const consequence = consequenceOf(document, item, named[kind])
  const cut = consequence.text.indexOf(reason.text.slice(0, 12))
  const text = cut > 0 ? consequence.text.slice(cut) : consequence.text
  return [{ ...consequence, text }]
}

function consequenceOf(document: Document, item: ListItem, kind: Consequence['kind']): Consequence {
  const { text, span } = bulletWritten(document, item)
  const mitigation = mitigationOf(document, item)
  const own = text.replace(/[\s.;,–—-]*\bMitigation\s*:.*$/is, '')
  return { text: own === '' ? text : own, span, kind, mitigation }
}

/** What stands behind `Mitigation:`, in the bullet or below it. */
function mitigationOf(document: Document, item: ListItem): Written | null {
  const { span } = wholeOf(document, item)
  const raw = document.text.slice(span.offset, span.endOffset)
  const found = raw.match(/\bMitigation(?:\*\*|__)?\s*:(?:\*\*|__)?\s*/i)
  if (found?.index === undefined) return null
  const at = found.index
  const from = span.offset + at + found[0].length
  const end = raw.slice(at).match(/\r?\n[ \t]*(?:\r?\n|[-*+][ \t])/)
  const to = end ? span.offset + at + (end.index ?? 0) : span.endOffset
  const written = writtenAt(document, Math.min(from, to), to)
  return written.text === '' ? null : written
}
