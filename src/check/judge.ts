import type { Compiled } from '../compile/compile.ts'
import type { Claim } from '../document/document.ts'
import { placeOf } from '../document/span.ts'
import { machineText } from '../evidence/machine.ts'
import { type JudgedClaim, type Verdicts, verdictsVersion } from '../evidence/verdicts.ts'
import type { Message } from '../message/message.ts'
import type { Answer } from '../run/job.ts'
import { derivationOf, printValue } from './derivation.ts'
import { notesOnDifference } from './difference.ts'
import type { ExperimentState } from './freshness.ts'
import { judgeFences } from './judge-fences.ts'
import { judgePlots } from './judge-plots.ts'
import { judgeStatement } from './judge-statement.ts'
import type { Seen } from './judged.ts'
import { verdictPlace } from './places.ts'
import type { Project } from './project.ts'
import { recordedBehind } from './rests-on.ts'
import { answerOf, notMonotone, type Results, seenByClaim, seenByExpectation } from './seen.ts'
import { swingOf, tippingOf } from './swing.ts'
import { cureOfUnknown } from './unknown-name.ts'
import { inputsOfVerdicts } from './verdict-inputs.ts'

interface Judged {
  verdicts: Verdicts
  messages: Message[]
}

/** What is judged by what came out alone. */
export interface JudgedValues extends Pick<Verdicts, 'claims' | 'expectations' | 'plots'> {
  messages: Message[]
}

interface About {
  commit: string | null
  problems: Message[]
  /** What was judged before, from the same results. */
  values?: JudgedValues | undefined
  /** Whether a claim that differs tells how its value came about, and where else it stands. */
  notes?: boolean
}

/** Every claim, expectation and fence of a document with its verdict. */
export function judgeDocument(results: Results, path: string, about: About): Judged {
  const compiled = compiledOf(results, path)
  const { document } = compiled
  const { messages, ...values } = about.values ?? judgeValues(results, path, about.notes)
  const verdicts: Verdicts = {
    schema: verdictsVersion,
    path,
    title: document.title,
    kind: document.kind,
    status: null,
    checkedAt: new Date().toISOString(),
    commit: about.commit,
    claims: values.claims,
    expectations: values.expectations,
    fences: judgeFences(compiled, results, about.problems),
    plots: values.plots,
    inputs: inputsOfVerdicts(compiled),
    experiments: (results.states.get(path) ?? []).map(experimentOf),
    uncounted: document.uncounted.length,
    problems: [],
  }
  return { verdicts, messages }
}

function compiledOf({ project }: Results, path: string): Compiled {
  const compiled = project.documents.get(path)
  if (!compiled) throw new Error(`${path} is no document of this project`)
  return compiled
}

/** Every claim, expectation and plot of a document; needs what came out for it and for all that it reaches. */
export function judgeValues(results: Results, path: string, notes = true): JudgedValues {
  const compiled = compiledOf(results, path)
  const { document } = compiled
  const messages: Message[] = []
  const anchors = new Map<string, number>()
  const claims = document.claims.map((claim, index) =>
    judgeClaim({ results, path, messages, anchors, notes }, claim, index),
  )
  const expectations = compiled.whole.expectations.map((expectation, index) => {
    const seen = seenByExpectation(results, path, index)
    const name = expectation.name ?? `line ${expectation.span.line}`
    const judged = judgeStatement({
      kind: 'expectation',
      path,
      place: placeOf(path, expectation.span),
      text: expectation.stated,
      name,
      member: expectation.member,
      title: '',
      context: { before: '', after: '', headings: [] },
      seen,
      notMonotone: notMonotone(
        answerOf(results, path, results.asked.get(path)?.expectations[index]),
      ),
      nouns: results.nouns,
    })
    messages.push(...judged.messages)
    return {
      place: verdictPlace(expectation.span),
      text: expectation.stated,
      name,
      ...judged.verdict,
      provenance: seen.provenance,
      assumed: seen.assumed,
      refuted: false,
      derivation: [],
    }
  })
  const drawn = judgePlots(results, path)
  messages.push(...drawn.messages)
  return { claims, expectations, plots: drawn.plots, messages }
}

interface Judging {
  results: Results
  path: string
  messages: Message[]
  anchors: Map<string, number>
  notes: boolean
}

function judgeClaim(
  { results, path, messages, anchors, ...told }: Judging,
  claim: Claim,
  index: number,
): JudgedClaim {
  const seen = seenByClaim(results, path, { claim, index })
  const answer = answerOf(results, path, results.asked.get(path)?.claims[index])
  const name = claim.member === '' ? claim.name : `${claim.name}.${claim.member}`
  const judged = judgeStatement({
    kind: 'claim',
    claim,
    path,
    place: placeOf(path, claim.textSpan),
    text: claim.text,
    name,
    member: claim.member,
    title: claim.title,
    scheme: claim.scheme,
    context: { before: claim.before, after: claim.after, headings: claim.tableHeadings },
    seen,
    cureOfUnknown: seen ? '' : cureOfUnknown(results.project, path, claim.name),
    notMonotone: notMonotone(answer),
    nouns: results.nouns,
  })
  const { line, column } = claim.textSpan
  const notes = (): string[] =>
    notesOnDifference(results, { path, name: claim.name, member: claim.member, line, column })
  messages.push(
    ...judged.messages.map((message) =>
      told.notes && message.id === 'claim-differs' ? { ...message, notes: notes() } : message,
    ),
  )
  return {
    place: verdictPlace(claim.textSpan),
    text: claim.text,
    name,
    ...judged.verdict,
    provenance: seen?.provenance ?? 'calculated',
    assumed: seen?.assumed ?? false,
    refuted: /(^|\W)refuted(\W|$)/.test(claim.title),
    threshold: /(^|\W)threshold(\W|$)/.test(claim.title),
    derivation: seen?.origin
      ? derivationOf(results.project, results.outcomes, { path, name: claim.name })
      : [],
    ...restingOf(results, path, { claim, answer, seen }),
    scale: judged.scale ?? null,
    scheme: claim.scheme,
    anchor: anchorOf(name, anchors),
    runs: (seen?.runs ?? []).flatMap(({ value, void: why }) => {
      const number = value.kind === 'quantity' || value.kind === 'number' ? value.value : null
      return number === null ? [] : [{ value: number, text: printValue(value), void: why }]
    }),
  }
}

/** What a claim rests on: inputs by how far they move it, experiments by their place. */
function restingOf(
  { project }: Results,
  path: string,
  { claim, answer, seen }: { claim: Claim; answer: Answer | undefined; seen: Seen | null },
): Pick<JudgedClaim, 'swing' | 'tipping' | 'experiments'> {
  const isMoved = seen?.provenance === 'calculated' || seen?.provenance === 'derived'
  return {
    swing: isMoved ? swingOf(project, answer) : [],
    tipping: isMoved ? tippingOf(project, answer) : [],
    experiments: experimentsBehind(project, path, claim.name),
  }
}

/** The measured fences behind a name, each once, in the order of the documents. */
function experimentsBehind(
  project: Project,
  path: string,
  name: string,
): JudgedClaim['experiments'] {
  const found = recordedBehind(project, [{ path, name }]).map((each) => ({
    path: each.path,
    line: each.line,
  }))
  return [...new Map(found.map((each) => [`${each.path}:${each.line}`, each])).values()].toSorted(
    (a, b) => (a.path === b.path ? a.line - b.line : a.path < b.path ? -1 : 1),
  )
}

/** `pool.mid` → `claim-pool-mid`, the second one `claim-pool-mid-2`. */
function anchorOf(name: string, taken: Map<string, number>): string {
  const base = `claim-${name.replace(/[^\w]+/g, '-')}`
  const count = (taken.get(base) ?? 0) + 1
  taken.set(base, count)
  return count === 1 ? base : `${base}-${count}`
}

function experimentOf({
  scope,
  verdict,
  reason,
  experiment,
  freshUntil,
}: ExperimentState): Verdicts['experiments'][number] {
  const valid = experiment?.runs.filter((run) => run.void === null).length ?? 0
  return {
    line: scope.fence.span.line,
    verdict,
    reason,
    measuredAt: experiment?.measuredAt ?? null,
    freshUntil,
    validRuns: valid,
    voidRuns: (experiment?.runs.length ?? 0) - valid,
    machine: experiment ? machineText(experiment.machine) : null,
    commit: experiment?.commit ?? null,
  }
}
