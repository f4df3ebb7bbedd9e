import { join, posix } from 'node:path'
import { pathToFileURL } from 'node:url'
import { currentCommit, thisMachine } from '../evidence/machine.ts'
import type { Experiment, ExperimentRun } from '../evidence/measured.ts'
import { measuredVersion } from '../evidence/measured.ts'
import { writeMeasured } from '../evidence/store.ts'
import { type Message, report } from '../message/message.ts'
import { aggregate } from '../run/aggregate.ts'
import { type RunLimits, runExperiment, usualRunLimits } from '../run/experiment.ts'
import type { ExperimentJob } from '../run/experiment-job.ts'
import { type ExperimentState, experimentStates, reachable } from './freshness.ts'
import { inputsOf, jobOf } from './jobs.ts'
import { type Project, readProject } from './project.ts'
import { selectPaths } from './select-paths.ts'

export interface MeasureOptions {
  root: string
  paths: string[]
  /** Measures again what is fresh. */
  force: boolean
  limits?: RunLimits
  signal: AbortSignal
  onProgress: (progress: MeasureProgress) => void
}

/** What goes on: an experiment begins, a run of it ended, its document is done. */
export type MeasureProgress =
  | { kind: 'plan'; experiments: number; documents: number; expectedSeconds: number | null }
  | { kind: 'starts'; path: string; line: number; run: number; expectedSeconds: number | null }
  | {
      kind: 'ran'
      path: string
      line: number
      run: number
      seconds: number
      void: string | null
      figures: string
    }
  | { kind: 'measured'; path: string }

export interface MeasureResult {
  measured: number
  fresh: number
  /** Experiments that found the machine too noisy. */
  tooNoisy: number
  messages: Message[]
}

export const validRuns = 3
export const mostVoidRuns = 6

/** Runs the experiments that are stale or were never run, one document at a time, and keeps what they leave. */
export async function measure(options: MeasureOptions): Promise<MeasureResult> {
  const project = await readProject(options.root)
  const { paths, messages } = selectPaths(project, options.paths)
  const states = await experimentStates(project, paths)
  const all = [...states.values()].flat()
  const due = all.filter(({ verdict }) => options.force || verdict !== 'holds')
  const result: MeasureResult = {
    measured: 0,
    fresh: all.length - due.length,
    tooNoisy: 0,
    messages,
  }
  options.onProgress({
    kind: 'plan',
    experiments: due.length,
    documents: new Set(due.map(({ path }) => path)).size,
    expectedSeconds: expectedSeconds(due),
  })
  for (const [path, ofDocument] of states) {
    const dueHere = ofDocument.filter((state) => due.includes(state))
    if (dueHere.length === 0 || options.signal.aborted) continue
    await measureDocument({ project, options, result }, ofDocument, dueHere)
    options.onProgress({ kind: 'measured', path })
  }
  return result
}

interface Measuring {
  project: Project
  options: MeasureOptions
  result: MeasureResult
}

async function measureDocument(
  measuring: Measuring,
  states: ExperimentState[],
  due: ExperimentState[],
): Promise<void> {
  const { project } = measuring
  const kept = new Map(
    states.flatMap(({ ordinal, experiment }) =>
      experiment ? [[ordinal, { ...experiment, ordinal }]] : [],
    ),
  )
  for (const state of due) {
    const experiment = await measureFence(measuring, state)
    if (experiment === 'called off') return
    if (experiment) kept.set(state.ordinal, experiment)
    else kept.delete(state.ordinal)
    await writeMeasured(project.root, {
      schema: measuredVersion,
      path: state.path,
      experiments: [...kept.values()].toSorted((a, b) => a.ordinal - b.ordinal),
    })
  }
}

/** Repeats one fence until enough runs are valid; null when its code failed, which leaves no result behind. */
async function measureFence(
  { project, options, result }: Measuring,
  state: ExperimentState,
): Promise<Experiment | null | 'called off'> {
  const { path, scope } = state
  const job = experimentJob(project, state)
  if (!job) return null
  const line = scope.fence.span.line
  const runs: ExperimentRun[] = []
  const valid = (): ExperimentRun[] => runs.filter((run) => run.void === null)
  while (valid().length < validRuns && runs.length - valid().length < mostVoidRuns) {
    options.onProgress({
      kind: 'starts',
      path,
      line,
      run: runs.length + 1,
      expectedSeconds: secondsOf(state),
    })
    const startedAt = new Date().toISOString()
    const end = await runExperiment(job, options.limits ?? usualRunLimits, options.signal)
    if (options.signal.aborted) return 'called off'
    const problem = problemOf(end, state)
    if (problem) {
      result.messages.push(problem)
      return null
    }
    const voided = 'void' in end.report ? end.report.void : null
    const names = 'names' in end.report ? end.report.names : {}
    runs.push({ startedAt, seconds: end.seconds, void: voided, names })
    options.onProgress({
      kind: 'ran',
      path,
      line,
      run: runs.length,
      seconds: end.seconds,
      void: voided,
      figures: figuresOf(names),
    })
  }
  const enough = valid().length >= validRuns
  if (enough) result.measured++
  else result.tooNoisy++
  return {
    ordinal: state.ordinal,
    line,
    key: state.key,
    machine: thisMachine(),
    commit: await currentCommit(project.root),
    measuredAt: new Date().toISOString(),
    runs,
    result: enough ? aggregate(valid()) : null,
    reason: enough ? null : `machine too noisy: ${runs.at(-1)?.void ?? ''}`,
  }
}

function problemOf(
  end: Awaited<ReturnType<typeof runExperiment>>,
  { path, scope }: ExperimentState,
): Message | null {
  const fencePlace = { path, line: scope.fence.span.line, column: scope.fence.span.column }
  if ('failed' in end.report) {
    const { failed, line, column } = end.report
    return report('experiment-failed', { path: end.report.path, line, column }, { text: failed })
  }
  if (end.leftBehind.length > 0)
    return report('experiment-leaked', fencePlace, { what: end.leftBehind.join('; ') })
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

const secondsOf = ({ experiment }: ExperimentState): number | null => {
  const seconds = experiment?.runs.map((run) => run.seconds) ?? []
  return seconds.length === 0 ? null : Math.max(...seconds)
}

function expectedSeconds(due: ExperimentState[]): number | null {
  const each = due.map(secondsOf)
  return each.some((seconds) => seconds === null)
    ? null
    : each.reduce<number>((sum, seconds) => sum + (seconds ?? 0) * validRuns, 0)
}

/** `delivery p50 1.2 ms, p99 8.4 ms; lost 0` for the progress line. */
function figuresOf(names: ExperimentRun['names']): string {
  return Object.entries(names)
    .flatMap(([name, value]) =>
      value.kind === 'law'
        ? [`${name} ${value.text}`]
        : value.kind === 'number' || value.kind === 'quantity'
          ? [`${name} ${Number(value.value.toPrecision(3))}`]
          : [],
    )
    .join('; ')
}
