import { startChild } from '../parts/child.ts'
import type { Distribution } from './distribution.ts'
import type { JobMoments } from './images-foreseen.ts'
import { type PictureOptions, picture } from './images-pictures.ts'
import type { Target } from './images-requests.ts'
import { perSecond, type Rate } from './rate.ts'

export interface UploadOptions {
  count: number
  /** Uploads a second, at random moments; all at once unless given. */
  rate?: Rate
  /** One that is there already, or how to make it. */
  picture: Buffer | PictureOptions
  /** What is to be made of each. */
  plan: string
  seed?: number
}

export interface UploadResult {
  sent: number
  accepted: number
  /** Sent away because too many wait. */
  busy: number
  /** Answered in any other way, or not at all. */
  refused: number
  done: number
  /** Accepted, and not done. */
  lost: number
  /** From the moment at which an upload was to begin until it was answered. */
  answer: Distribution
  /** From the same moment until its results were there. */
  completion: Distribution
  /** From the moment at which a job was written down until it was begun. */
  wait: Distribution
  /** From the moment at which a job was begun until its results were there. */
  job: Distribution
  /** Of the jobs that are done, as the database noted them. */
  moments: JobMoments[]
  /** Standard deviation over mean of the time from beginning a job to its results. */
  jobVariation: number
  /** From the first moment until the last job was done. */
  makespanS: number
  jobsPerS: number
  uploadBytes: number
  lagMsMax: number
  /** Why this run says nothing about the service, or null. */
  void: string | null
}

/** What the driver's process is asked to do. */
export interface UploadTask {
  target: Target['addresses']
  original: Buffer
  plan: string
  count: number
  perSecond: number | null
  seed: number
}

const limitMs = 300_000

/** Sends pictures that differ in content from a process of its own, and waits until each is done. */
export async function uploads(target: Target, options: UploadOptions): Promise<UploadResult> {
  const { count, rate, plan, seed = 1 } = options
  if (!Number.isInteger(count) || count < 1 || count > 5_000)
    throw new RangeError(`Unexpected count ${count}, expected 1 to 5,000`)
  const { page, upload, databaseUrl } = target.addresses
  const driver = await startChild(new URL('images-uploads-process.ts', import.meta.url))
  try {
    const task: UploadTask = {
      ...{ target: { page, upload, databaseUrl }, plan, count, seed },
      original: Buffer.isBuffer(options.picture) ? options.picture : await picture(options.picture),
      perSecond: rate === undefined ? null : perSecond(rate),
    }
    return (await driver.ask('run', task, limitMs)) as UploadResult
  } finally {
    await driver.stop(5_000)
  }
}
