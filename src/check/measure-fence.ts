import { join, posix } from 'node:path'
import { pathToFileURL } from 'node:url'
import { currentCommit, thisMachine } from '../evidence/machine.ts'
import { type Experiment, type ExperimentRun, sealed, validRuns } from '../evidence/measured.ts'
import { type Message, report } from '../message/message.ts'
import { aggregate } from '../run/aggregate.ts'
import { type Patience, untilCalm } from '../run/calm.ts'
import type { Enclosure } from '../run/enclosure.ts'
import { type RunLimits, runExperiment } from '../run/experiment.ts'
import type { ExperimentJob } from '../run/experiment-job.ts'
import { filesOf } from '../run/litter.ts'
import { printValue } from './derivation.ts'
import { type ExperimentState, experimentStates, reachable } from './freshness.ts'
import { inputsOf, jobOf } from './jobs.ts'
import { type Project, readProject } from './project.ts'

/** What all experiments of one call share. */
export interface Measuring {
  project: Project
  limits: RunLimits
  /** What is left of it. */
  patience: Patience
  enclosure: Enclosure
  signal: AbortSignal
  onProgress: (progress: FenceProgress) => void
  experiments: number
  begun: number
}

interface At {
  path: string
  line: number
  run: number
}

export type FenceProgress =
  | (At & {
      kind: 'starts'
      /** Of how many experiments this is which. */
      experiment: number
      experiments: number
      validSoFar: number
      expectedSeconds: number | null
    })
  | (At & { kind: 'ran'; seconds: number; void: string | null; figures: string })
  | (At & { kind: 'waits'; mostSeconds: number })
  | (At & { kind: 'left-out'; missing: string })

/** So many voids one after the other, or so many in all, and the machine is too noisy. */
export const mostVoidsInARow = 6
const mostVoids = 12

export interface Measured {
  /** Null when its code failed, which leaves no result behind. */
  experiment: Experiment | null
  problem: Message | null
  isLeftOut: boolean
}

const nothing = { experiment: null, problem: null, isLeftOut: false }

/** Repeats one fence until enough runs are valid. */
export async function measureFence(
  measuring: Measuring,
  state: ExperimentState,
): Promise<Measured> {
  const { project, signal } = measuring
  const job = experimentJob(project, state)
  if (!job) return nothing
  measuring.begun++
  const before = new Set(await filesOf(project.root))
  const runs: ExperimentRun[] = []
  const repeating: Repeating = { state, job, runs, missing: null }
  while (repeating.missing === null && isWorthAnother(runs)) {
    if (runs.at(-1)?.void) await waitForCalm(measuring, atRun(state, runs.length + 1))
    if (signal.aborted) return nothing
    const problem = await runOnce(measuring, repeating)
    if (problem || signal.aborted) return { ...nothing, problem }
  }
  if (await hasChanged(project, state))
    return { ...nothing, problem: report('experiment-changed', placeOf(state), {}) }
  const valid = runs.filter((run) => run.void === null)
  const enough = valid.length >= validRuns
  const experiment = sealed({
    ordinal: state.ordinal,
    line: state.scope.fence.span.line,
    key: state.key,
    machine: thisMachine(),
    commit: await currentCommit(project.root),
    measuredAt: new Date().toISOString(),
    runs,
    result: enough ? aggregate(valid) : null,
    reason: enough ? null : whyNot(repeating),
  })
  const problem = litterOf(state, before, await filesOf(project.root))
  return { experiment, problem, isLeftOut: repeating.missing !== null }
}

const whyNot = ({ runs, missing }: Repeating): string =>
  missing === null ? `machine too noisy: ${runs.at(-1)?.void ?? ''}` : `left out: ${missing}`

function litterOf(state: ExperimentState, before: Set<string>, after: string[]): Message | null {
  const [first, ...more] = after.filter((path) => !before.has(path))
  if (first === undefined) return null
  const what = more.length === 0 ? first : `${first} and ${more.length} more`
  return report('experiment-littered', placeOf(state), { what })
}

function isWorthAnother(runs: ExperimentRun[]): boolean {
  const voids = runs.filter((run) => run.void !== null).length
  const isAllVoid = runs.slice(-mostVoidsInARow).every((run) => run.void !== null)
  return (
    runs.length - voids < validRuns &&
    voids < mostVoids &&
    !(runs.length >= mostVoidsInARow && isAllVoid)
  )
}

/** A void run means that something else is at work here; a repeat is fairer when that has ended. */
async function waitForCalm({ patience, signal, onProgress }: Measuring, at: At): Promise<void> {
  const mostSeconds = Math.min(patience.secondsAtOnce, patience.secondsInAll)
  if (mostSeconds <= 0) return
  onProgress({ kind: 'waits', ...at, mostSeconds })
  patience.secondsInAll -= await untilCalm(patience, signal)
}

interface Repeating {
  state: ExperimentState
  job: ExperimentJob
  runs: ExperimentRun[]
  /** What it needs and is not here, so that no other run could be made either. */
  missing: string | null
}

async function runOnce(measuring: Measuring, repeating: Repeating): Promise<Message | null> {
  const { state, job, runs } = repeating
  const { signal, onProgress, begun, experiments } = measuring
  const at = atRun(state, runs.length + 1)
  const before = runs.length > 0 ? runs : (state.experiment?.runs ?? [])
  onProgress({
    kind: 'starts',
    ...at,
    experiment: begun,
    experiments,
    validSoFar: runs.filter((run) => run.void === null).length,
    expectedSeconds: secondsOfRuns(before),
  })
  const startedAt = new Date().toISOString()
  const end = await runExperiment(job, measuring)
  if (signal.aborted) return null
  const problem = problemOf(end, state)
  if (problem) return problem
  if ('leftOut' in end.report) {
    repeating.missing = end.report.leftOut
    runs.push({ startedAt, seconds: end.seconds, void: end.report.leftOut, names: {} })
    onProgress({ kind: 'left-out', ...at, missing: end.report.leftOut })
    return null
  }
  const voided = 'void' in end.report ? end.report.void : null
  const names = 'names' in end.report ? end.report.names : {}
  runs.push({ startedAt, seconds: end.seconds, void: voided, names })
  const figures = figuresOf(names)
  onProgress({ kind: 'ran', ...at, seconds: end.seconds, void: voided, figures })
  return null
}

const atRun = ({ path, scope }: ExperimentState, run: number): At => ({
  path,
  line: scope.fence.span.line,
  run,
})

const placeOf = ({ path, scope }: ExperimentState) => ({
  path,
  line: scope.fence.span.line,
  column: scope.fence.span.column,
})

/** Runs from before and after a change would make a result that no code has. */
async function hasChanged({ root }: Project, { path, key }: ExperimentState): Promise<boolean> {
  const states = await experimentStates(await readProject(root), [path])
  return !(states.get(path) ?? []).some((state) => state.key === key)
}

function problemOf(
  end: Awaited<ReturnType<typeof runExperiment>>,
  state: ExperimentState,
): Message | null {
  if ('failed' in end.report) {
    const { failed, line, column } = end.report
    return report('experiment-failed', { path: end.report.path, line, column }, { text: failed })
  }
  if (end.leftBehind.length > 0)
    return report('experiment-leaked', placeOf(state), { what: end.leftBehind.join('; ') })
  return null
}

function experimentJob(project: Project, { path, scope }: ExperimentState): ExperimentJob | null {
  if (!scope.runForm || scope.program.unreadable) return null
  const needed = new Set(reachable(project, path))
  const { documents, nouns } = jobOf(project, new Map(), () => ({}))
  const imports = scope.program.imports.map(({ from, isDocument }) => {
    const target = posix.join(posix.dirname(path), from)
    if (isDocument) return { kind: 'document' as const, path: target }
    const isRelative = from.startsWith('.')
    return {
      kind: 'module' as const,
      url: isRelative ? pathToFileURL(join(project.root, target)).href : import.meta.resolve(from),
    }
  })
  return {
    root: project.root,
    path,
    line: scope.fence.span.line,
    documents: documents.filter((document) => needed.has(document.path)),
    nouns,
    body: scope.runForm.body,
    parameters: scope.runForm.parameters,
    imports,
    inputs: inputsOf(scope.program),
  }
}

const mostFigures = 160

/** `delivery 1.2 to 8.4 ms in nine of ten; capacity 4,310 request/s` for the progress line. */
function figuresOf(names: ExperimentRun['names']): string {
  const figures = Object.entries(names)
    .flatMap(([name, value]) =>
      value.kind === 'json' || value.kind === 'none' ? [] : [`${name} ${printValue(value)}`],
    )
    .join('; ')
  return figures.length <= mostFigures ? figures : `${figures.slice(0, mostFigures - 1)}…`
}

/** What a run takes, judged by earlier ones; null where there are none. */
export const secondsOfRuns = (runs: { seconds: number }[]): number | null =>
  runs.length === 0 ? null : Math.max(...runs.map(({ seconds }) => seconds))
