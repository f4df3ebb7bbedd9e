import type { Experiment } from '../evidence/measured.ts'
import { measuredVersion, validRuns } from '../evidence/measured.ts'
import { lockMeasuring } from '../evidence/measuring.ts'
import { writeMeasured } from '../evidence/store.ts'
import type { Message } from '../message/message.ts'
import { type Patience, usualPatience } from '../run/calm.ts'
import { type Enclosure, openEnclosure, sweep } from '../run/enclosure.ts'
import { type RunLimits, usualRunLimits } from '../run/experiment.ts'
import { type ExperimentState, experimentStates } from './freshness.ts'
import { type FenceProgress, type Measuring, measureFence, secondsOfRuns } from './measure-fence.ts'
import { type Project, readProject } from './project.ts'
import { recordsOf, specimensOf } from './records.ts'
import { selectPaths } from './select-paths.ts'

export interface MeasureOptions {
  root: string
  paths: string[]
  /** Measures again what is fresh. */
  force: boolean
  limits?: RunLimits
  /** How long a void run may make us wait for the machine to calm down. */
  patience?: Patience
  signal: AbortSignal
  onProgress: (progress: MeasureProgress) => void
}

/** What goes on: another call has to end first, an experiment begins, a run of it ended, its document is done. */
export type MeasureProgress =
  | { kind: 'queues'; pid: number | null; since: string | null }
  | { kind: 'plan'; experiments: number; documents: number; expectedSeconds: number | null }
  | FenceProgress
  | { kind: 'measured'; path: string }

export interface MeasureResult {
  measured: number
  fresh: number
  /** Experiments that found the machine too noisy. */
  tooNoisy: number
  /** Experiments that need what is not here. */
  leftOut: number
  messages: Message[]
}

/**
 * Runs the experiments that are stale or were never run, one document at a time, and keeps what they leave. What
 * another call measures in the meantime is not measured again.
 */
export async function measure(options: MeasureOptions): Promise<MeasureResult> {
  const { root, signal, onProgress } = options
  let wanted = await readWanted(options)
  const before = await findDue(options, wanted)
  if (before.due.length === 0) return measureDue(options, before, null)
  let hasWaited = false
  await using lock = await lockMeasuring(root, signal, (owner) => {
    hasWaited = true
    onProgress({ kind: 'queues', pid: owner?.pid ?? null, since: owner?.since ?? null })
  })
  if (lock === null) return resultOf(before)
  if (lock.abandoned) await sweep(lock.abandoned.mark)
  await using enclosure = await openEnclosure()
  await lock.sign(enclosure.mark)
  if (hasWaited) wanted = await readWanted(options)
  // Only from here on nobody else writes evidence: what was found before may be an older one.
  return await measureDue(options, await findDue(options, wanted), enclosure)
}

interface Wanted {
  project: Project
  paths: string[]
  messages: Message[]
}

async function readWanted({ root, paths: given }: MeasureOptions): Promise<Wanted> {
  const project = await readProject(root)
  const { paths, messages } = selectPaths(project, given)
  const specimens = specimensOf(recordsOf(project))
  return { project, paths: paths.filter((path) => !specimens.has(path)), messages }
}

interface Due extends Wanted {
  states: Map<string, ExperimentState[]>
  due: ExperimentState[]
  fresh: number
}

async function findDue({ force }: MeasureOptions, wanted: Wanted): Promise<Due> {
  const states = await experimentStates(wanted.project, wanted.paths)
  const all = [...states.values()].flat()
  const due = all.filter(({ verdict }) => force || verdict !== 'holds')
  return { ...wanted, states, due, fresh: all.length - due.length }
}

const resultOf = ({ fresh, messages }: Due): MeasureResult => ({
  measured: 0,
  fresh,
  tooNoisy: 0,
  leftOut: 0,
  messages,
})

async function measureDue(
  options: MeasureOptions,
  found: Due,
  enclosure: Enclosure | null,
): Promise<MeasureResult> {
  const { project, states, due } = found
  const result = resultOf(found)
  options.onProgress({
    kind: 'plan',
    experiments: due.length,
    documents: new Set(due.map(({ path }) => path)).size,
    expectedSeconds: expectedSeconds(due),
  })
  if (enclosure === null) return result
  const measuring: Measuring = {
    project,
    limits: options.limits ?? usualRunLimits,
    patience: { ...(options.patience ?? usualPatience) },
    enclosure,
    signal: options.signal,
    onProgress: options.onProgress,
    experiments: due.length,
    begun: 0,
  }
  for (const [path, ofDocument] of states) {
    const dueHere = ofDocument.filter((state) => due.includes(state))
    if (dueHere.length === 0 || options.signal.aborted) continue
    await measureDocument(measuring, { states: ofDocument, due: dueHere, result })
    options.onProgress({ kind: 'measured', path })
  }
  return result
}

interface OfDocument {
  states: ExperimentState[]
  due: ExperimentState[]
  result: MeasureResult
}

async function measureDocument(
  measuring: Measuring,
  { states, due, result }: OfDocument,
): Promise<void> {
  const { project } = measuring
  const kept = new Map(
    states.flatMap(({ ordinal, experiment }) =>
      experiment ? [[ordinal, { ...experiment, ordinal }] as [number, Experiment]] : [],
    ),
  )
  for (const state of due) {
    const { experiment, problem, isLeftOut } = await measureFence(measuring, state)
    if (measuring.signal.aborted) return
    if (problem) result.messages.push(problem)
    if (isLeftOut) result.leftOut++
    else if (experiment?.result) result.measured++
    else if (experiment) result.tooNoisy++
    if (experiment) kept.set(state.ordinal, experiment)
    else kept.delete(state.ordinal)
    await writeMeasured(project.root, {
      schema: measuredVersion,
      path: state.path,
      experiments: [...kept.values()].toSorted((a, b) => a.ordinal - b.ordinal),
    })
  }
}

function expectedSeconds(due: ExperimentState[]): number | null {
  const each = due.map(({ experiment }) => secondsOfRuns(experiment?.runs ?? []))
  return each.some((seconds) => seconds === null)
    ? null
    : each.reduce<number>((sum, seconds) => sum + (seconds ?? 0) * validRuns, 0)
}
