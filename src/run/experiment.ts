import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { type Enclosure, emptyFolder, type Mark } from './enclosure.ts'
import type { ExperimentJob, ExperimentReport } from './experiment-job.ts'
import { endAll, environmentOf, Offspring, survivors, usageOf } from './processes.ts'

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

export interface RunOptions {
  limits: RunLimits
  enclosure: Enclosure
  signal: AbortSignal
}

/** How one run ended. What it left behind was ended or removed, and is named. */
export interface RunEnd {
  report: ExperimentReport
  seconds: number
  leftBehind: string[]
}

/**
 * Runs a measured fence once, in a process group and with a temporary folder of its own; nothing that it started, and
 * nothing that it wrote there, outlives the call.
 */
export async function runExperiment(
  job: ExperimentJob,
  { limits, enclosure, signal }: RunOptions,
): Promise<RunEnd> {
  const started = performance.now()
  const mark = await enclosure.nextRun()
  const child = startChild(mark, job.root)
  const offspring = new Offspring((id) => id === mark.id, child.pid ?? null)
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
  const over = new AbortController()
  const broken = await Promise.race([
    reported.then(() => null),
    exited.then(() => null),
    overLimits(offspring, limits, { signal, over: over.signal }),
  ])
  over.abort()
  if (broken === null) await letGo(child, offspring)
  const grace = broken === null ? limits.graceSeconds * 1000 : 0
  const endedAlone = await Promise.race([exited.then(() => true), sleep(grace).then(() => false)])
  const running =
    broken === null ? await survivors(offspring, endedAlone ? null : (child.pid ?? null)) : []
  await endAll(offspring, child)
  await exited
  const files = await emptyFolder(mark.folder)
  return {
    report:
      report ??
      failed(job, broken ?? `the experiment's process ended without a result: ${lastLine(stderr)}`),
    seconds: (performance.now() - started) / 1000,
    leftBehind: [...running, ...files],
  }
}

function startChild({ id, folder }: Mark, root: string): ChildProcess {
  const entry = fileURLToPath(new URL('./experimenter.ts', import.meta.url))
  return spawn(process.execPath, ['--no-warnings', '--expose-gc', entry], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    cwd: root,
    env: { ...process.env, ...environmentOf(id), TMPDIR: folder, TMP: folder, TEMP: folder },
    detached: true,
    serialization: 'advanced',
  })
}

/** Until then it stands still, so that its children can be told from those of others. */
async function letGo(child: ChildProcess, offspring: Offspring): Promise<void> {
  await offspring.look()
  if (child.connected) child.send('go', () => {})
}

/** Resolves with the reason when the run goes beyond a limit or the measuring is called off; looks until it is over. */
async function overLimits(
  offspring: Offspring,
  limits: RunLimits,
  { signal, over }: { signal: AbortSignal; over: AbortSignal },
): Promise<string | null> {
  const end = performance.now() + limits.seconds * 1000
  while (performance.now() < end) {
    await sleep(250)
    if (over.aborted) return null
    if (signal.aborted) return 'called off'
    const { megabytes, count } = await usageOf(offspring)
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
