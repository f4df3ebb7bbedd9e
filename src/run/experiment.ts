import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import type { ExperimentJob, ExperimentReport } from './experiment-job.ts'
import { endAll, markOf, survivors, usageOf } from './processes.ts'

export interface RunLimits {
  seconds: number
  /** Resident memory of the experiment's processes together. */
  memoryMegabytes: number
  processes: number
  /** How long a run may take to let go of what it started, once it has its figures. */
  graceSeconds: number
}

export const usualRunLimits: RunLimits = {
  seconds: 180,
  memoryMegabytes: 8192,
  processes: 200,
  graceSeconds: 5,
}

/** How one run ended. What it left behind was ended, and is named. */
export interface RunEnd {
  report: ExperimentReport
  seconds: number
  leftBehind: string[]
}

/** Runs a measured fence once, in a process group of its own; nothing that it started outlives the call. */
export async function runExperiment(
  job: ExperimentJob,
  limits: RunLimits,
  signal: AbortSignal,
): Promise<RunEnd> {
  const started = performance.now()
  const mark = markOf(randomUUID())
  const child = startChild(mark, job.root)
  const stderr: string[] = []
  child.stderr?.setEncoding('utf8').on('data', (text: string) => stderr.push(text))
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  let report: ExperimentReport | null = null
  const reported = new Promise<void>((resolve) =>
    child.once('message', (message: ExperimentReport) => {
      report = message
      resolve()
    }),
  )
  child.send(job, () => {})
  const broken = await Promise.race([
    reported.then(() => null),
    exited.then(() => null),
    overLimits(mark, limits, signal),
  ])
  const grace = broken === null ? limits.graceSeconds * 1000 : 0
  const endedAlone = await Promise.race([exited.then(() => true), sleep(grace).then(() => false)])
  const leftBehind =
    broken === null ? await survivors(mark, endedAlone ? null : (child.pid ?? null)) : []
  await endAll(mark, child)
  await exited
  return {
    report:
      report ??
      failed(job, broken ?? `the experiment's process ended without a result: ${lastLine(stderr)}`),
    seconds: (performance.now() - started) / 1000,
    leftBehind,
  }
}

function startChild(mark: Record<string, string>, root: string): ChildProcess {
  const entry = fileURLToPath(new URL('./experimenter.ts', import.meta.url))
  return spawn(process.execPath, ['--no-warnings', '--expose-gc', entry], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    cwd: root,
    env: { ...process.env, ...mark },
    detached: true,
    serialization: 'advanced',
  })
}

/** Resolves with the reason when the run goes beyond a limit or the measuring is called off. */
async function overLimits(
  mark: Record<string, string>,
  limits: RunLimits,
  signal: AbortSignal,
): Promise<string> {
  const end = performance.now() + limits.seconds * 1000
  while (performance.now() < end) {
    await sleep(250)
    if (signal.aborted) return 'called off'
    const { megabytes, count } = await usageOf(mark)
    if (megabytes > limits.memoryMegabytes)
      return `it took more than ${limits.memoryMegabytes} MB of memory`
    if (count > limits.processes) return `it started more than ${limits.processes} processes`
  }
  return `it did not end within ${limits.seconds} s`
}

const failed = (job: ExperimentJob, text: string): ExperimentReport => ({
  failed: text,
  path: job.path,
  line: job.line,
  column: 1,
})

const lastLine = (texts: string[]): string => texts.join('').trim().split('\n').at(-1) ?? ''

const sleep = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds).unref()
  })
