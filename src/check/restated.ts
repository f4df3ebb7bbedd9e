import type { Expectation } from '../compile/expectations.ts'
import type { Claim } from '../document/document.ts'
import type { Edit } from '../document/writing/edit.ts'
import type { Computed } from '../quantity/judge.ts'
import { isProblem } from '../quantity/problem.ts'
import { breakStated, restate } from '../quantity/restate.ts'
import { readStated, type Stated } from '../quantity/stated.ts'
import { computedOf } from './judge-number.ts'
import { endsOf } from './judge-statement.ts'
import type { Seen } from './judged.ts'
import { type Results, seenByClaim, seenByExpectation } from './seen.ts'

/** A statement in a document that can be written anew: its text, its place, what came out for it. */
export interface Restatable {
  kind: 'claim' | 'expectation'
  path: string
  name: string
  line: number
  column: number
  text: string
  refuted: boolean
  seen: Seen
  /** Null where what is stated is no number. */
  number: { stated: Stated; computed: Computed } | null
  edit(text: string): PlacedEdit
}

/** One replacement, and the document that it is made in. */
export interface PlacedEdit extends Edit {
  path: string
  old: string
}

/** Every claim and expectation of a document for which something came out. */
export function restatables(results: Results, path: string): Restatable[] {
  const compiled = results.project.documents.get(path)
  if (!compiled) return []
  const claims = compiled.document.claims.flatMap((claim, index) => {
    const seen = seenByClaim(results, path, { claim, index })
    return seen ? [ofClaim(results, path, { claim, seen })] : []
  })
  const expectations = compiled.whole.expectations.map((expectation, index) =>
    ofExpectation(results, path, { expectation, seen: seenByExpectation(results, path, index) }),
  )
  return [...claims, ...expectations]
}

function ofClaim(
  results: Results,
  path: string,
  { claim, seen }: { claim: Claim; seen: Seen },
): Restatable {
  const { text, textSpan, before, after, title, member, tableHeadings: headings } = claim
  const stated = readStated(text, { before, after, title, member, headings, nouns: results.nouns })
  return {
    kind: 'claim',
    path,
    name: member === '' ? claim.name : `${claim.name}.${member}`,
    line: textSpan.line,
    column: textSpan.column,
    text,
    refuted: /\brefuted\b/.test(title),
    seen,
    number: numberOf(stated, seen),
    edit: (next) =>
      editWithin({ path, whole: sourceText(results, path), span: textSpan, text }, next),
  }
}

function ofExpectation(
  results: Results,
  path: string,
  { expectation, seen }: { expectation: Expectation; seen: Seen },
): Restatable {
  const { stated: text, span, member, name } = expectation
  const stated = readStated(text, { member, nouns: results.nouns })
  const whole = sourceText(results, path)
  const offset = offsetOf(whole, span.line, span.column)
  return {
    kind: 'expectation',
    path,
    name: name ?? `line ${span.line}`,
    line: span.line,
    column: span.column,
    text,
    refuted: false,
    seen,
    number: numberOf(stated, seen),
    edit: (next) => ({ path, offset, endOffset: offset + text.length, old: text, text: next }),
  }
}

function numberOf(stated: ReturnType<typeof readStated>, seen: Seen): Restatable['number'] {
  const { value } = seen
  if (isProblem(stated) || value === null) return null
  if (value.kind === 'law') return { stated, computed: { unit: value.unit, ...endsOf(value) } }
  if (value.kind !== 'quantity' && value.kind !== 'number') return null
  return { stated, computed: computedOf(stated, seen, value) }
}

const sourceText = (results: Results, path: string): string =>
  results.project.documents.get(path)?.document.text ?? ''

/** Only the number changes where it stands once in the source; else the whole text, whose marks are lost then. */
function editWithin(
  at: { path: string; whole: string; span: { offset: number; endOffset: number }; text: string },
  next: string,
): PlacedEdit {
  const { path, whole, span, text } = at
  const source = whole.slice(span.offset, span.endOffset)
  const [old, replacement] = differing(text, next)
  const first = source.indexOf(old)
  if (old === '' || first < 0 || source.indexOf(old, first + 1) >= 0)
    return { path, offset: span.offset, endOffset: span.endOffset, old: source, text: next }
  return {
    path,
    offset: span.offset + first,
    endOffset: span.offset + first + old.length,
    old,
    text: replacement,
  }
}

/** `~50 connections`, `~45 connections` → `50`, `45`: what differs, out to the ends of the numbers in it. */
function differing(before: string, after: string): [string, string] {
  const isNumeral = (character: string | undefined): boolean =>
    character !== undefined && /[\d.,]/.test(character)
  let start = 0
  while (start < before.length && before[start] === after[start]) start++
  let end = 0
  while (
    end < Math.min(before.length, after.length) - start &&
    before.at(-1 - end) === after.at(-1 - end)
  )
    end++
  while (start > 0 && isNumeral(before[start - 1])) start--
  while (end > 0 && isNumeral(before.at(-end))) end--
  return [before.slice(start, before.length - end), after.slice(start, after.length - end)]
}

export function offsetOf(text: string, line: number, column: number): number {
  let offset = 0
  let rest = line
  for (const end of text.matchAll(/\r\n|\n|\r/g)) {
    if (rest === 1) break
    offset = end.index + end[0].length
    rest--
  }
  return offset + column - 1
}

/** The statement with its number as it came out; null where no number would do. */
export const corrected = ({ number }: Restatable): string | null =>
  number && restate(number.stated, number.computed)

/** The statement changed so that it must fail. */
export function broken({ number, seen, text }: Restatable): string | null {
  if (number) return breakStated(number.stated, number.computed)
  return seen.value?.kind === 'json' ? breakJson(text) : null
}

/** `true` → `false`, one leaf of a list or object changed, a text made another. */
function breakJson(text: string): string | null {
  try {
    return JSON.stringify(changeLeaf(JSON.parse(text)))
  } catch {
    return `${text} not`
  }
}

function changeLeaf(json: unknown): unknown {
  if (typeof json === 'boolean') return !json
  if (typeof json === 'number') return json + 1
  if (typeof json === 'string') return `${json} not`
  if (Array.isArray(json))
    return json.length === 0 ? [null] : [changeLeaf(json[0]), ...json.slice(1)]
  if (json === null) return false
  const [first, ...rest] = Object.entries(Object(json))
  return first ? Object.fromEntries([[first[0], changeLeaf(first[1])], ...rest]) : { other: null }
}
