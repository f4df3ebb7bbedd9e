import type { ListItem } from 'mdast'
import { spanOf } from '../document/span.ts'
import { gapOf } from './gaps.ts'
import { readArgument } from './options.ts'
import { bodyRange } from './piece.ts'
import type { DecisionRecord, Section } from './record.ts'
import { bulletsOf, findSection, keyOf } from './sections.ts'
import type { Foreign } from './to-own.ts'

/** The outcome as our template has it: what was chosen and why, then the consequences on their two sides. */
export function outcomeOf(foreign: Foreign, section: Section | null): string[] {
  const { record, slice } = foreign
  const own =
    section?.parts.filter(
      ({ title }) => !/^(?:positive |negative )?consequences$/.test(keyOf(title)),
    ) ?? []
  const ahead = section
    ? slice([section.span.endOffset, section.parts[0]?.span.offset ?? section.endOffset])
    : ''
  const mixed = section ? findSection(section.parts, 'consequences') : null
  const free = findSection(record.sections, 'consequences')
  return [
    ...(record.chosen === null ? [gapOf(record, 'Decision Outcome')] : []),
    ahead,
    ...(free
      ? ['### Consequences', slice(bodyRange(free)).replace(/^(#{3,5})(?=\s)/gm, '#$1')]
      : []),
    ...consequencesOf(foreign, { section, mixed, kind: 'positive' }),
    ...consequencesOf(foreign, { section, mixed, kind: 'negative' }),
    ...own.map((part) => slice([part.span.offset, part.endOffset])),
  ]
}

interface Side {
  section: Section | null
  /** One list for both sides, whose bullets say which they are. */
  mixed: Section | null
  kind: 'positive' | 'negative'
}

function consequencesOf({ record, slice }: Foreign, { section, mixed, kind }: Side): string[] {
  const title = kind === 'positive' ? 'Positive Consequences' : 'Negative Consequences'
  const heading = `### ${title}`
  const own = section ? findSection(section.parts, title.toLowerCase()) : null
  if (own) return [heading, slice(bodyRange(own))]
  const bullets = (mixed ? bulletsOf(mixed) : []).filter((item) => isOn(record, item, kind))
  const prose = mixed && kind === 'positive' ? mixed.body.filter(({ type }) => type !== 'list') : []
  const gap =
    kind === 'positive'
      ? '* [What becomes better]'
      : '* [What becomes worse]. Mitigation: [what is done about it].'
  const texts = bullets.map((item) => {
    const { reason, kind: said } = readArgument(record.document, item)
    const { offset, endOffset } = spanOf(item)
    return said === 'neutral' || said === null
      ? slice([offset, endOffset])
      : `* ${slice([reason.span.offset, endOffset])}`
  })
  const kept = prose.map((node) => slice([spanOf(node).offset, spanOf(node).endOffset]))
  return [heading, ...kept, texts.join('\n') || gap]
}

/** What is neither good nor bad stands with the good, as it is written. */
const isOn = ({ document }: DecisionRecord, item: ListItem, kind: Side['kind']): boolean =>
  (readArgument(document, item).kind === 'bad') === (kind === 'negative')
