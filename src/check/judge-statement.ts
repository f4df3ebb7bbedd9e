import type { Claim, ClaimScheme } from '../document/document.ts'
import type { JudgedClaim, Verdict } from '../evidence/verdicts.ts'
import type { Value } from '../graph/value.ts'
import { type Message, type Place, report } from '../message/message.ts'
import { nearest } from '../message/nearest.ts'
import { type LawRecord, lawFromJSON } from '../quantity/law.ts'
import type { Nouns } from '../quantity/nouns.ts'
import { judgeJson } from './judge-json.ts'
import { judgeNumber, problemBeforehand } from './judge-number.ts'
import type { Seen } from './judged.ts'
import { declareIt } from './unknown-name.ts'

/** A claim or an expectation with what came out for it. */
export interface Statement {
  kind: 'claim' | 'expectation'
  /** None for an expectation. */
  claim?: Claim
  path: string
  place: Place
  text: string
  name: string
  member: string
  title: string
  scheme?: ClaimScheme
  context: { before: string; after: string; headings: string[] }
  seen: Seen | null
  /** What to write where there is no such name; null where the code that declares it cannot be read. */
  cureOfUnknown?: string | null
  notMonotone: boolean
  nouns: Nouns
}

export interface StatementVerdict {
  verdict: Verdict
  accepts: string
  value: string | null
  reason: string | null
}

export interface JudgedStatement {
  verdict: StatementVerdict
  /** The same in numbers, where it is about one. */
  scale?: JudgedClaim['scale']
  messages: Message[]
}

/** One statement against what came out for it. The same for claims and expectations, in every format and place. */
export function judgeStatement(statement: Statement): JudgedStatement {
  const { seen, place, name } = statement
  if (!seen) return unknown(statement)
  const provenance = provenanceMessage(statement, seen)
  if (provenance) return failing(provenance)
  if (seen.value === null || seen.standing === 'untested') return untested(statement, seen)
  if (seen.value.kind === 'none') return failing(noneMessage(statement, seen.value.why))
  if (statement.notMonotone) return failing(report('not-monotone', place, { name }))
  if (seen.varies !== null)
    return failing(
      report('truth-varies', place, {
        name,
        other: seen.varies,
        middle: statement.kind === 'claim' ? `${name}.mid` : '//=> .mid and the value',
      }),
    )
  const judged = judgeValue(statement, seen, seen.value)
  if (seen.standing !== 'stale' || judged.verdict.verdict !== 'holds') return judged
  const reason = seen.reason ?? 'something that it rests on has changed'
  return {
    ...judged,
    verdict: { ...judged.verdict, verdict: 'stale', reason },
    messages: [...judged.messages, report('claim-stale', place, { name, reason })],
  }
}

function judgeValue(
  statement: Statement,
  seen: Seen,
  value: Exclude<Value, { kind: 'none' }>,
): JudgedStatement {
  if (value.kind === 'json') return judgeJson(statement, seen, value)
  if (value.kind !== 'law') return judgeNumber(statement, seen, value)
  return judgeNumber(
    statement,
    { ...seen, uncertain: endsOf(value) },
    { kind: 'quantity', value: endsOf(value).mid, unit: value.unit },
  )
}

/** What varies is stated as a whole by its ends: `each asks [2 to 10 services](calc:fanOut)`. */
export function endsOf({ law }: Value & { kind: 'law' }): {
  low: number
  mid: number
  high: number
} {
  const { min, mean, max } = lawFromJSON(law as LawRecord)
  return { low: min.value, mid: mean.value, high: max.value }
}

export function failing(
  message: Message,
  value: string | null = null,
  accepts = '',
): JudgedStatement {
  return {
    verdict: { verdict: 'fails', accepts, value, reason: message.text },
    messages: [message],
  }
}

/** A name of code that cannot be read, or of an import that leads nowhere, has its message there. */
function unknown({ place, name, cureOfUnknown = declareIt }: Statement): JudgedStatement {
  if (cureOfUnknown !== null)
    return failing(report('claim-unknown', place, { name: firstOf(name), cure: cureOfUnknown }))
  const reason = 'the code that it rests on cannot be read'
  return { verdict: { verdict: 'untested', accepts: '', value: null, reason }, messages: [] }
}

const firstOf = (name: string): string => name.split('.')[0] ?? name

function provenanceMessage({ scheme, place, name }: Statement, seen: Seen): Message | null {
  const { origin } = seen
  if (origin?.kind === 'derived' && !seen.restsOnRecorded)
    return report('claim-derived', place, { name })
  if (scheme === undefined || origin === null) return null
  const right = origin.kind === 'measured' || origin.kind === 'derived' ? origin.kind : 'calculated'
  const written = scheme === 'calc' ? 'calculated' : scheme
  return right === written ? null : report('claim-provenance', place, { written, right, name })
}

function untested(statement: Statement, { provenance, reason }: Seen): JudgedStatement {
  const why = reason ?? 'nothing came out'
  const verdict = { verdict: 'untested' as const, accepts: '', value: null, reason: why }
  if (provenance !== 'measured' && provenance !== 'derived') return { verdict, messages: [] }
  const problem = problemBeforehand(statement)
  if (problem) return failing(problem)
  const { place, name } = statement
  return { verdict, messages: [report('claim-untested', place, { name, reason: why })] }
}

function noneMessage({ place, name, member }: Statement, why: string): Message {
  const [kind = '', ...members] = why.split(' ')
  const first = firstOf(name)
  if (kind === 'unknown-member')
    return report('claim-member', place, {
      name: first,
      member,
      cure: cureOfMember(member, members),
    })
  if (kind === 'unknown-name')
    return report('claim-unknown', place, { name: first, cure: declareIt })
  if (kind === 'not-recorded') return report('experiment-value', place, { name: first })
  return report('claim-no-value', place, { name, why })
}

function cureOfMember(member: string, members: string[]): string {
  const meant = nearest(member, members)
  if (meant !== null) return `write .${meant}`
  const known =
    members.length === 0 ? 'claim the name itself' : `its members are: ${members.join(', ')}`
  const isOfLaw = /^(p\d+|min|max)$/.test(member) && members.includes('belief.p90')
  return isOfLaw
    ? `${known}; what varies from event to event, and has a ${member}, is a law('…')`
    : known
}
