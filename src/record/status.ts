import type { DecisionRecord, Format, Reference, Status, StatusKind, Written } from './record.ts'
import { referencesIn } from './reference.ts'

/** What is asserted is checked; a deprecated, superseded or rejected record is a specimen, shown as it was. */
export const isAsserted = ({ status }: Pick<DecisionRecord, 'status'>): boolean =>
  status.kind === 'Proposed' || status.kind === 'Accepted'

/** The closed list, as the template has it. */
export const statusForms =
  'Proposed, Accepted, Deprecated, Superseded by ADR-NNN, or Accepted, superseded in part by ADR-NNN'

const words: Record<StatusKind, string[]> = {
  Proposed: ['proposed', 'draft', 'pending', 'on hold', 'open', 'rfc', 'wip', 'in review']
    .concat(['under review', 'in progress', 'in discussion', 'under discussion', 'to be decided'])
    .concat(['proposal', 'planned']),
  Accepted: ['accepted', 'approved', 'adopted', 'decided', 'agreed', 'implemented', 'active']
    .concat(['done', 'final', 'in use', 'partly superseded', 'partially superseded'])
    .concat(['superseded in part', 'amended']),
  Rejected: ['rejected', 'declined', 'withdrawn', 'abandoned', 'not accepted', 'cancelled'],
  Deprecated: ['deprecated', 'obsolete', 'retired', 'inactive', 'outdated'],
  Superseded: ['superseded', 'superceded', 'superseeded', 'replaced'],
}

/** The words that a dialect's own template offers. */
const offered = new Set(['proposed', 'accepted', 'deprecated', 'superseded'])
const offeredToo: Partial<Record<Format, string[]>> = {
  nygard: ['rejected', 'superceded'],
  madr2: ['rejected'],
  madr3: ['rejected'],
  madr4: ['rejected'],
  log4brains: ['rejected', 'draft'],
  bold: ['rejected'],
  table: ['rejected'],
}

const reference = String.raw`(?:ADR-\d+|\[[^\][]+\]\([^()\s]+\))`
const references = `${reference}(?:(?:, (?:and )?| and )${reference})*`
const ownForm = new RegExp(
  `^(?:Proposed|Accepted|Deprecated|Superseded by ${references}|Accepted, superseded in part by ${references})$`,
)

export interface StatusSource {
  /** The value with its marks; null where the record states none. */
  raw: string | null
  written: Written
  format: Format
  path: string
}

/** `Superseded by [ADR-003](./003-x.md)` → its kind, and what it leads to. */
export function readStatus({ raw, written, format, path }: StatusSource): Status {
  if (raw === null)
    return {
      ...written,
      text: '',
      kind: 'Accepted',
      wording: 'none',
      successors: [],
      partial: false,
    }
  const { word, kind } = firstWord(written.text)
  const by = raw.match(
    /(?:sup(?:er|re)[sc]ee?ded|replaced)\s+(?:(?:in part|partly|partially)\s+)?by\b/i,
  )
  const partial =
    /super[sc]eded in part|part(?:ly|ially) super[sc]eded|super[sc]eded part(?:ly|ially)/i.test(raw)
  const exact = format === 'own' ? ownForm.test(raw) : isOffered(word, format)
  const superseded = by !== null && !partial
  return {
    ...written,
    kind: superseded ? 'Superseded' : (kind ?? 'Proposed'),
    wording: exact ? 'stated' : kind === null && !superseded ? 'unknown' : 'synonym',
    successors:
      by === null ? [] : successorsIn(raw.slice((by.index ?? 0) + by[0].length), written, path),
    partial: partial && kind === 'Accepted',
  }
}

function firstWord(text: string): { word: string; kind: StatusKind | null } {
  const lower = text.toLowerCase().replace(/^[^\p{L}]+/u, '')
  let best: { word: string; kind: StatusKind | null } = { word: '', kind: null }
  for (const [kind, known] of Object.entries(words) as [StatusKind, string[]][])
    for (const word of known)
      if (
        word.length > best.word.length &&
        lower.startsWith(word) &&
        !/^\p{L}/u.test(lower.slice(word.length))
      )
        best = { word, kind }
  return best
}

const isOffered = (word: string, format: Format): boolean =>
  offered.has(word) || (offeredToo[format] ?? []).includes(word)

/** Behind `by`, up to the end of the sentence. */
function successorsIn(rest: string, written: Written, path: string): Reference[] {
  const sentence = rest.match(/^(?:\[[^\]]*\]\([^)]*\)|[^\n.;]|\.(?=\S))*/)?.[0] ?? ''
  return referencesIn(sentence, path).map((found) => ({ ...found, span: written.span }))
}
