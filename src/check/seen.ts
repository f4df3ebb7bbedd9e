import type { Claim } from '../document/document.ts'
import { reviveValue, toValue } from '../graph/bind.ts'
import { follow, selectMember } from '../graph/select.ts'
import type { Value } from '../graph/value.ts'
import type { Nouns } from '../quantity/nouns.ts'
import type { Answer, InputRef, Outcome } from '../run/job.ts'
import type { ExperimentState } from './freshness.ts'
import { reachable } from './freshness.ts'
import type { Asked } from './jobs.ts'
import type { Seen } from './judged.ts'
import { type MeasuredOrigin, type Origin, originOf } from './origin.ts'
import type { Project } from './project.ts'

/** Everything that came out, for judging what was stated. */
export interface Results {
  project: Project
  asked: Map<string, Asked>
  outcomes: Map<string, Outcome>
  states: Map<string, ExperimentState[]>
  nouns: Nouns
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
  return seenAnswer(results, path, { id, origin })
}

/** What came out for an expectation. */
export function seenByExpectation(results: Results, path: string, index: number): Seen {
  const name = results.project.documents.get(path)?.whole.expectations[index]?.name ?? null
  const origin = name === null ? null : originOf(results.project, path, name)
  return seenAnswer(results, path, { id: results.asked.get(path)?.expectations[index], origin })
}

function seenAnswer(
  results: Results,
  path: string,
  { id, origin }: { id: number | undefined; origin: Origin | null },
): Seen {
  const answer = results.outcomes.get(path)?.answers.find((each) => each.id === id)
  const derived = origin?.kind === 'derived'
  const standing = derived
    ? standingOfDerived(results, path)
    : { standing: 'holds' as const, reason: null }
  return {
    origin,
    provenance: derived ? 'derived' : origin?.kind === 'input' ? 'given' : 'calculated',
    assumed: (answer?.restsOn ?? []).some((ref) => isAssumed(results.project, ref)),
    value: answer?.value ?? null,
    uncertain: answer && answer.selected === null ? answer.uncertain : null,
    runs: [],
    moves: (answer?.restsOn ?? []).map(({ values }) => values),
    ...(answer
      ? standing
      : { standing: 'untested', reason: standing.reason ?? whyNoAnswer(results, path) }),
  }
}

const whyNoAnswer = (results: Results, path: string): string =>
  results.outcomes.get(path)?.failures[0]?.text ?? 'its document could not be evaluated'

function isAssumed({ documents }: Project, { path, index }: InputRef): boolean {
  const compiled = documents.get(path)
  return compiled?.whole.inputs[index]?.origin?.kind === 'assumed'
}

/** What is derived is as stale or untested as the experiments in its reach. */
export function standingOfDerived(
  results: Results,
  path: string,
): Pick<Seen, 'standing' | 'reason'> {
  const states = reachable(results.project, path).flatMap((each) => results.states.get(each) ?? [])
  const worst =
    states.find(({ verdict }) => verdict === 'untested') ??
    states.find(({ verdict }) => verdict === 'stale')
  return worst
    ? { standing: worst.verdict, reason: worst.reason }
    : { standing: 'holds', reason: null }
}

function seenMeasured(results: Results, origin: MeasuredOrigin, { member }: Claim): Seen {
  const state = results.states
    .get(origin.path)
    ?.find(({ scope }) => scope.fence.span.line === origin.line)
  const experiment = state?.experiment ?? null
  const recorded = experiment?.result?.[origin.name]
  const select = (value: Value | undefined): Value | null =>
    value ? memberValue(value, member, { name: origin.name, nouns: results.nouns }) : null
  const seen: Seen = {
    origin,
    provenance: 'measured',
    assumed: false,
    value: select(recorded),
    uncertain: null,
    moves: [],
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

function memberValue(
  value: Value,
  member: string,
  { name, nouns }: { name: string; nouns: Nouns },
): Value {
  const revived = reviveValue(value, nouns)
  const selection = selectMember(name, member, revived)
  if ('unknown' in selection)
    return { kind: 'none', why: `unknown-member ${selection.members.join(' ')}` }
  return toValue(follow({ [name]: revived }, selection.target))
}

/** Whether an answer found its bounds to be none, for the message about it. */
export const notMonotone = (answers: Answer[], id: number | undefined): boolean =>
  answers.some(
    (answer) =>
      answer.id === id &&
      answer.notMonotone &&
      answer.selected !== 'belief' &&
      answer.selected !== 'mean' &&
      answer.selected !== 'mid',
  )
