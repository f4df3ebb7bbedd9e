import { distinct, type PictureOptions, picture } from './images-pictures.ts'
import { type Target, untilEnded, upload } from './images-requests.ts'

/** When a job was written down, begun and done, by the database's clock. */
export interface JobMoments {
  createdMs: number
  startedMs: number
  finishedMs: number
}

/**
 * What a job would wait on average if each, in the order of arrival, were given to the first worker that is free, and
 * the way to it took as long as it takes a lone job. Arrivals and times of work are those that were seen, so that what
 * slowed several of them at once is in it; the starts are not.
 */
export function waitForeseenMs(
  jobs: JobMoments[],
  { workers, wayMs }: { workers: number; wayMs: number },
): number {
  const freeMs: number[] = new Array(workers).fill(Number.NEGATIVE_INFINITY)
  let sumMs = 0
  for (const { createdMs, startedMs, finishedMs } of jobs.toSorted(byCreation)) {
    const first = freeMs.indexOf(Math.min(...freeMs))
    const beginMs = Math.max(createdMs, freeMs[first] ?? 0) + wayMs
    freeMs[first] = beginMs + finishedMs - startedMs
    sumMs += beginMs - createdMs
  }
  return sumMs / jobs.length
}

function byCreation(one: JobMoments, other: JobMoments): number {
  return one.createdMs - other.createdMs
}

export interface LoneOptions {
  count: number
  picture: PictureOptions
  plan: string
}

const endLimitMs = 60_000

/** From writing a job down to its begin where nothing else is done, the middle one: through database and queue. */
export async function wayOfLoneJobsMs(target: Target, options: LoneOptions): Promise<number> {
  const waysMs: number[] = []
  const original = await picture(options.picture)
  for (let number = 1; number <= options.count; number++) {
    const { id } = await upload(target, distinct(original, number), options.plan)
    const { createdMs, startedMs } = await untilEnded(target, id, endLimitMs)
    waysMs.push(startedMs - createdMs)
  }
  return waysMs.toSorted((a, b) => a - b)[Math.floor(options.count / 2)] ?? Number.NaN
}
