import type { Input } from '../compile/program.ts'
import type { Claim } from '../document/document.ts'
import { toValue } from '../graph/bind.ts'
import { reviveValue } from '../graph/revive.ts'
import { follow, selectMember } from '../graph/select.ts'
import type { Value } from '../graph/value.ts'
import { lawFromJSON } from '../quantity/law.ts'
import type { Nouns } from '../quantity/nouns.ts'
import type { Answer, InputRef, Outcome } from '../run/job.ts'
import type { ExperimentState } from './freshness.ts'
import type { Asked } from './jobs.ts'
import type { Seen } from './judged.ts'
import { type MeasuredOrigin, type Origin, originOf } from './origin.ts'
import type { Project } from './project.ts'
import { derivedStatementAt, mentionedBy, type Named, recordedBehind } from './rests-on.ts'
import type { Refusals } from './types.ts'

/** Everything that came out, for judging what was stated. */
export interface Results {
  project: Project
  asked: Map<string, Asked>
  outcomes: Map<string, Outcome>
  states: Map<string, ExperimentState[]>
  nouns: Nouns
  refusals: Refusals
}

/** What came out for a claim of a document; null where it has no such name. */
export function seenByClaim(
  results: Results,
  path: string,
  { claim, index }: { claim: Claim; index: number },
): Seen | null {
  const origin = originOf(results.project, path, claim.name)
  if (!origin) return null
  if (origin.kind === 'measured') return seenMeasured(results, origin, claim)
  const id = results.asked.get(path)?.claims[index]
  const derivedFrom = origin.kind === 'derived' ? [{ path, name: claim.name }] : null
  return seenAnswer(results, path, { id, origin, derivedFrom })
}

/** What came out for an expectation; a bare expression in a derived fence is derived as much as a name there is. */
export function seenByExpectation(results: Results, path: string, index: number): Seen {
  const compiled = results.project.documents.get(path)
  const expectation = compiled?.whole.expectations[index]
  const name = expectation?.name ?? null
  const origin = name === null ? null : originOf(results.project, path, name)
  const statement =
    compiled && expectation ? derivedStatementAt(compiled, expectation.span.line) : null
  return seenAnswer(results, path, {
    id: results.asked.get(path)?.expectations[index],
    origin,
    derivedFrom: compiled && statement ? mentionedBy(compiled, statement) : null,
  })
}

interface Asking {
  id: number | undefined
  origin: Origin | null
  /** What derived code rests on; null for what is calculated. */
  derivedFrom: Named[] | null
}

function seenAnswer(results: Results, path: string, { id, origin, derivedFrom }: Asking): Seen {
  const answer = answerOf(results, path, id)
  const derived = derivedFrom !== null
  const { restsOnRecorded, ...standing } = standingOf(results, derivedFrom ?? [])
  return {
    origin,
    provenance: derived ? 'derived' : origin?.kind === 'input' ? 'given' : 'calculated',
    assumed: (answer?.restsOn ?? []).some(
      (place) => inputAt(results.project, place)?.origin?.kind === 'assumed',
    ),
    value: answer?.value ?? null,
    uncertain: answer && answer.selected === null ? answer.uncertain : null,
    varies: answer?.varies ?? null,
    runs: [],
    moves: (answer?.restsOn ?? []).map(({ moves }) => moves.map(({ value }) => value)),
    restsOnRecorded,
    ...(answer
      ? standing
      : { standing: 'untested', reason: standing.reason ?? whyNoAnswer(results, path) }),
  }
}

const whyNoAnswer = (results: Results, path: string): string =>
  results.outcomes.get(path)?.failures[0]?.text ?? 'its document could not be evaluated'

/** The input whose literal stands at a place; its number differs between a document with derived fences and without. */
export const inputAt = (
  { documents }: Project,
  { path, line, column }: Pick<InputRef, 'path' | 'line' | 'column'>,
): Input | undefined =>
  documents.get(path)?.whole.inputs.find(({ span }) => span.line === line && span.column === column)

/** What is derived is as stale or untested as the experiments that it rests on, and no more. */
export function standingOf(
  results: Results,
  derivedFrom: Named[],
): Pick<Seen, 'standing' | 'reason' | 'restsOnRecorded'> {
  const recorded = recordedBehind(results.project, derivedFrom)
  const standings = recorded.map((origin) => standingOfRecorded(results, origin))
  const worst =
    standings.find(({ standing }) => standing === 'untested') ??
    standings.find(({ standing }) => standing === 'stale')
  return {
    ...(worst ?? { standing: 'holds', reason: null }),
    restsOnRecorded: recorded.length > 0,
  }
}

function standingOfRecorded(
  results: Results,
  { path, line, name }: MeasuredOrigin,
): Pick<Seen, 'standing' | 'reason'> {
  const state = results.states.get(path)?.find(({ scope }) => scope.fence.span.line === line)
  if (!state?.experiment?.result)
    return { standing: 'untested', reason: state?.reason ?? 'not measured yet' }
  if (!(name in state.experiment.result))
    return { standing: 'untested', reason: `${name} is no value that can be recorded` }
  return { standing: state.verdict, reason: state.reason }
}

function seenMeasured(results: Results, origin: MeasuredOrigin, { member }: Claim): Seen {
  const state = results.states
    .get(origin.path)
    ?.find(({ scope }) => scope.fence.span.line === origin.line)
  const experiment = state?.experiment ?? null
  const recorded = experiment?.result?.[origin.name]
  const select = (value: Value | undefined): Value | null =>
    value ? memberValue(value, member, origin.name) : null
  const seen: Seen = {
    origin,
    provenance: 'measured',
    assumed: false,
    value: select(recorded),
    uncertain: null,
    varies: null,
    moves: [],
    restsOnRecorded: true,
    runs: (experiment?.runs ?? []).flatMap((run) => {
      const value = select(run.names[origin.name])
      return value || run.void !== null
        ? [{ value: value ?? { kind: 'none' as const, why: run.void ?? '' }, void: run.void }]
        : []
    }),
    standing: state?.verdict ?? 'untested',
    reason: state?.reason ?? 'not measured yet',
  }
  if (experiment?.result && !recorded)
    return { ...seen, value: { kind: 'none', why: 'not-recorded' }, standing: 'holds' }
  return seen
}

function memberValue(value: Value, member: string, name: string): Value {
  const revived = reviveValue(value, lawFromJSON)
  const selection = selectMember(name, member, revived)
  if ('unknown' in selection)
    return { kind: 'none', why: `unknown-member ${selection.members.join(' ')}` }
  return toValue(follow({ [name]: revived }, selection.target))
}

/** Whether an answer found its bounds to be none, for the message about it. */
export const notMonotone = (answer: Answer | undefined): boolean =>
  answer?.notMonotone === true &&
  answer.selected !== 'belief' &&
  answer.selected !== 'mean' &&
  answer.selected !== 'mid'

/** What came out for a question, if anything did. */
export function answerOf(
  { outcomes }: Pick<Results, 'outcomes'>,
  path: string,
  id: number | undefined,
): Answer | undefined {
  const answers = outcomes.get(path)?.answers
  if (!answers || id === undefined) return undefined
  const byId = answersById.get(answers) ?? new Map(answers.map((answer) => [answer.id, answer]))
  answersById.set(answers, byId)
  return byId.get(id)
}

/** A document may ask ten thousand questions. */
const answersById = new WeakMap<Answer[], Map<number, Answer>>()
