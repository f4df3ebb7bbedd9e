import { visitParents } from 'unist-util-visit-parents'
import { placeOf, spanOf } from '../../document/span.ts'
import { type Message, report } from '../../message/message.ts'
import type { DecisionRecord, Format, Section, Written } from '../record.ts'
import { keyOf } from '../sections.ts'
import { plain, spanBetween } from '../written.ts'

/** `[Option one]` stands for what somebody has still to write. */
export const isPlaceholder = (text: string): boolean => /^[[{].*[\]}][.,]?$/s.test(text.trim())

const square = /(?<![\w\\\]!])\[(?![ xX]\]|\^)[^\][\n]*\p{L}[^\][\n]*\](?![([:])/gu
const curly = /(?<![\w\\$#])\{[^{}\n]*\p{L}[^{}\n]*\}/gu
const patterns: Partial<Record<Format, RegExp>> = {
  own: square,
  madr2: square,
  log4brains: square,
  madr3: curly,
  madr4: curly,
}

/** The sentences of adr-tools' template, which has no marks around them. */
const sentences = [
  /^The issue motivating this decision, and any context/,
  /^The change that we're proposing or have agreed to implement/,
  /^What becomes easier or more difficult to do and any risks/,
]

/** Where the section alone does not say it. */
const specialCures = {
  heading: 'write the name of the option, as it stands in the list of options',
  mitigation: 'say what is done about it; "none, since …" where it is accepted',
}

const cures: Record<string, string> = {
  'technical story': 'name what brought this up: an issue, a ticket, or a sentence',
  deciders: 'name the people or roles who decide',
  'context and problem statement':
    'say in a few sentences what forces are at play and what the question is',
  'decision drivers': 'name what the options are judged by, one a bullet',
  'considered options': 'name the options, the one that does nothing included',
  'decision outcome': 'name the option and give the reason in one or two sentences',
  'positive consequences': 'say what becomes better',
  'negative consequences': 'say what becomes worse, and what is done about it',
  'pros and cons of the options': 'give the arguments for and against each option',
  links: 'link what the decision rests on, or write "None."',
}

/** What the template put there and nobody has replaced. */
export function checkPlaceholders(record: DecisionRecord): Message[] {
  const { document, path, format } = record
  const pattern = patterns[format]
  const messages: Message[] = []
  visitParents(document.tree, 'text', (node, parents) => {
    if (parents.some(({ type }) => type === 'link' || type === 'linkReference')) return
    const { offset, endOffset } = spanOf(node)
    const raw = document.text.slice(offset, endOffset)
    const found = pattern ? [...raw.matchAll(pattern)] : []
    if (format === 'nygard' && sentences.some((sentence) => sentence.test(raw)))
      found.push(...raw.matchAll(/^.*/g))
    for (const match of found) {
      const from = offset + match.index
      const span = spanBetween(document, from, from + match[0].length)
      const isHeading = parents.some((node) => node.type === 'heading' && node.depth === 3)
      const isMitigation = /mitigation:\s*$/i.test(raw.slice(0, match.index))
      const special = isMitigation ? 'mitigation' : isHeading ? 'heading' : null
      const cure = special === null ? cureAt(record, from) : specialCures[special]
      messages.push(
        report('placeholder-left', placeOf(path, span), { written: plain(match[0]), cure }),
      )
    }
  })
  return [...messages, ...checkUnwritten(record)]
}

/** What people put where they have nothing to say yet. */
const isUnwritten = (text: string): boolean =>
  /^(?:…|\.{2,}|[-–—]+|\?+|tb[acd]|to ?do|to be (?:written|decided|done))[.!]?$/i.test(text.trim())

/** In our own template every piece that the model knows says something. */
function checkUnwritten(record: DecisionRecord): Message[] {
  if (record.format !== 'own') return []
  const { path, deciders, story, drivers, options, chosen, consequences } = record
  const pieces: (Written | null)[] = [
    ...[...deciders, story, ...drivers, chosen?.because ?? null],
    ...options.flatMap(({ name, arguments: all }) => [name, ...all.map(({ reason }) => reason)]),
    ...consequences.flatMap((consequence) => [consequence, consequence.mitigation]),
  ]
  return pieces.flatMap((piece) => {
    if (piece === null || !isUnwritten(piece.text)) return []
    const cure = cureAt(record, piece.span.offset)
    return [report('placeholder-left', placeOf(path, piece.span), { written: piece.text, cure })]
  })
}

function cureAt({ facts, sections }: DecisionRecord, offset: number): string {
  const fact = facts.find(
    ({ value }) => value.span.offset <= offset && offset < value.span.endOffset,
  )
  if (fact) return cures[fact.label.text.toLowerCase()] ?? 'replace it'
  const section = innermost(sections, offset)
  return (section && cures[keyOf(section)]) ?? 'replace it by what is meant'
}

/** The title of the smallest section around a place that we have a word for. */
function innermost(sections: readonly Section[], offset: number): string | null {
  for (const { title, span, parts, endOffset } of sections)
    if (span.offset <= offset && offset < endOffset) {
      const inner = innermost(parts, offset)
      return inner !== null && keyOf(inner) in cures ? inner : title
    }
  return null
}
