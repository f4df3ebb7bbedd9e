import { createInterface } from 'node:readline'
import { type Evaluating, type Limits, startEvaluating, usualLimits } from './evaluating.ts'
import type { Failure, FromChild, Job, JobDocument, Outcome } from './job.ts'
import { Watch } from './watch.ts'

interface Means {
  limits?: Limits
  /** A process that was started ahead and waits for its job. */
  waiting?: Evaluating | undefined
  /** Called with each outcome as soon as it is there, while the others are still to come. */
  onOutcome?: (outcome: Outcome) => void
}

/**
 * Evaluates calculations in one process that can read below the root and do nothing else. A document that never
 * ends or takes the process down is reported, and the others are evaluated without it.
 */
export async function evaluate(
  root: string,
  job: Job,
  { limits = usualLimits, waiting, onOutcome = () => {} }: Means = {},
): Promise<Outcome[]> {
  const outcomes = new Map<string, Outcome>()
  let child = waiting && isRunning(waiting) ? waiting : undefined
  let left = job.documents
  if (left.length === 0) child?.kill('SIGKILL')
  while (left.length > 0) {
    child ??= startEvaluating(root, limits)
    const { culprit, text } = await evaluateSome(
      { child, limits, job: { ...job, documents: left }, onOutcome },
      outcomes,
    )
    child = undefined
    if (culprit === null) break
    outcomes.set(culprit, brokenOutcome(culprit, text))
    left = withoutImporters(left, culprit, outcomes)
  }
  return [...outcomes.values()]
}

const reaches = (imports: JobDocument['imports']['whole'], path: string): boolean =>
  imports.some((each) => each.kind === 'document' && each.path === path)

/** What imports a broken document cannot be evaluated either; what is done stays in reach, and is asked no more. */
function withoutImporters(
  left: JobDocument[],
  culprit: string,
  outcomes: Map<string, Outcome>,
): JobDocument[] {
  const gone = new Set([culprit])
  for (let grew = true; grew; ) {
    grew = false
    for (const { path, imports } of left) {
      const through = [...gone].find((each) => reaches(imports.whole, each))
      if (through === undefined || gone.has(path)) continue
      gone.add(path)
      grew = true
      if (!outcomes.has(path))
        outcomes.set(
          path,
          brokenOutcome(path, `it imports ${through}, which could not be evaluated`),
        )
    }
  }
  return left
    .filter(({ path }) => !gone.has(path))
    .map((document) =>
      outcomes.has(document.path) ? { ...document, wants: [], throws: [] } : document,
    )
}

function brokenOutcome(path: string, text: string): Outcome {
  const failure: Failure = { path, line: 1, column: 1, kind: 'broke', text }
  return { path, answers: [], names: {}, failures: [failure] }
}

interface End {
  /** The document that was being evaluated when the process went down; null where all went well. */
  culprit: string | null
  text: string
}

interface Task {
  child: Evaluating
  limits: Limits
  job: Job
  onOutcome: (outcome: Outcome) => void
}

async function evaluateSome(
  { child, limits, job, onOutcome }: Task,
  outcomes: Map<string, Outcome>,
): Promise<End> {
  let current: string | null = null
  let why = ''
  const watch = new Watch(child.pid, limits.secondsPerDocument, () => {
    why = `it did not end within ${limits.secondsPerDocument} s`
    child.kill('SIGKILL')
  })
  const errors: string[] = []
  child.stderr.setEncoding('utf8').on('data', (text: string) => errors.push(text))
  child.stdin.end(JSON.stringify(job))
  watch.restart()
  for await (const line of createInterface({ input: child.stdout })) {
    const message: FromChild = JSON.parse(line)
    watch.restart()
    if ('starts' in message) current = message.starts
    else if ('outcome' in message) {
      const { outcome } = message
      if (!outcomes.has(outcome.path)) {
        outcomes.set(outcome.path, outcome)
        onOutcome(outcome)
      }
      current = null
    }
  }
  const code = await exitOf(child)
  watch.stop()
  if (code === 0) return { culprit: null, text: '' }
  if (current === null)
    throw new Error(`the evaluating process failed before the first document:\n${errors.join('')}`)
  return {
    culprit: current,
    text:
      why ||
      (memoryRanOut(errors)
        ? `it needs more than ${limits.heapMegabytes} MB of memory`
        : `it took the evaluating process down: ${lastLine(errors)}`),
  }
}

const memoryRanOut = (errors: string[]): boolean => errors.join('').includes('heap out of memory')

const lastLine = (errors: string[]): string => errors.join('').trim().split('\n').at(-1) ?? ''

const exitOf = (child: Evaluating): Promise<number | null> =>
  isRunning(child)
    ? new Promise((resolve) => child.once('close', (code) => resolve(code)))
    : Promise.resolve(child.exitCode)

/** One that ended while it waited has ended its streams too, and whoever listens now would wait forever. */
const isRunning = ({ exitCode, signalCode }: Evaluating): boolean =>
  exitCode === null && signalCode === null
