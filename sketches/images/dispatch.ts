import { setTimeout as pause } from 'node:timers/promises'
import type { Blobs } from '../parts/blobs.ts'
import type { Delivery } from '../parts/queue.ts'
import type { Job } from './job.ts'
import type { Claim, Jobs } from './jobs.ts'
import type { Peaks } from './limit.ts'
import { planFrom } from './plan.ts'
import type { Pool } from './pool.ts'
import { type Outcome, resultKey } from './worker-message.ts'

export interface Counters {
  done: number
  failed: number
  dead: number
  retried: number
  /** Final writes that came too late, since the job was another's by then. */
  fenced: number
  jobSeconds: number
  /** Of the workers, for jobs that are done. */
  jobCpuSeconds: number
}

export interface Desk {
  jobs: Jobs
  blobs: Blobs
  pool: Pool
  peaks: Peaks
  counters: Counters
  maxAttempts: number
  /** Called when a job has ended in whatever way. */
  settled(): void
}

const insistMs = [100, 200, 400, 800, 1_600, 3_200]

/** One delivery of the queue: claims the row, has the job done, and writes down how it went. */
export async function dispatch(desk: Desk, { id, attempt, signal }: Delivery): Promise<void> {
  const job = await desk.jobs.claim(id)
  // Delivered once more, though it had been brought to its end.
  if (job === null) return
  const claim: Claim = { id, attempt: job.attempt }
  const start = performance.now()
  try {
    const outcome = await doJob(desk, job, signal)
    const isOurs = await insist(() => conclude(desk, claim, outcome))
    if (!isOurs) desk.counters.fenced++
    const earlier = Array.from({ length: job.attempt - 1 }, (_, index) => index + 1)
    await removeResults(desk, job, isOurs ? earlier : [job.attempt])
  } catch (error) {
    await giveBack(desk, claim, { error, isLast: attempt >= desk.maxAttempts })
    throw error
  } finally {
    desk.counters.jobSeconds += (performance.now() - start) / 1000
    desk.settled()
  }
}

async function doJob(desk: Desk, job: Job, lost: AbortSignal): Promise<Outcome> {
  const fenced = new AbortController()
  const { id, attempt, original, plan } = job
  const task = { id, attempt, original, plan }
  const signal = AbortSignal.any([lost, fenced.signal])
  let told = 0
  return desk.pool.run(task, {
    signal,
    progress(outputs) {
      if (outputs <= told) return
      told = outputs
      desk.jobs.beat(task, outputs).then(
        (isOurs) => {
          if (!isOurs) fenced.abort()
        },
        // What could not be written is no more than news of the way.
        () => {},
      )
    },
  })
}

async function conclude(desk: Desk, claim: Claim, outcome: Outcome): Promise<boolean> {
  const { jobs, peaks, counters } = desk
  if ('unreadable' in outcome) {
    const isOurs = await jobs.fail(claim, 'failed', outcome.unreadable)
    if (isOurs) counters.failed++
    return isOurs
  }
  peaks.record(outcome.peakBytes)
  const isOurs = await jobs.finish(claim, outcome.results)
  if (isOurs) {
    counters.done++
    counters.jobCpuSeconds += outcome.cpuS
  }
  return isOurs
}

/** The queue delivers it again after a pause, or lays it aside; the row says so at once. */
async function giveBack(
  { jobs, counters }: Desk,
  claim: Claim,
  { error, isLast }: { error: unknown; isLast: boolean },
): Promise<void> {
  // A worker answers with the whole stack, of which a person wants the first line.
  const [reason = ''] = (error instanceof Error ? error.message : String(error)).split('\n')
  const isOurs = await jobs.fail(claim, isLast ? 'dead' : 'queued', reason).catch(() => null)
  if (isOurs === null) return
  const ended = isLast ? 'dead' : 'retried'
  counters[isOurs ? ended : 'fenced']++
}

/** What attempts have made that were given up. */
async function removeResults({ blobs }: Desk, job: Job, attempts: number[]): Promise<void> {
  for (const attempt of attempts)
    for (const { name } of planFrom(job.plan))
      await blobs.delete(resultKey({ id: job.id, attempt }, name))
}

/** A database that is away for seconds is waited for: the work is done, and only its note is missing. */
async function insist<Result>(change: () => Promise<Result>): Promise<Result> {
  for (const waitMs of insistMs) {
    try {
      return await change()
    } catch {
      await pause(waitMs)
    }
  }
  return change()
}
