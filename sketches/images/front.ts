import type { Blobs } from '../parts/blobs.ts'
import type { Queues } from '../parts/queue.ts'
import type { Jobs } from './jobs.ts'
import type { ImagesOptions } from './options.ts'

/** What all requests share. */
export interface Front {
  options: ImagesOptions
  jobs: Jobs
  queues: Queues
  blobs: Blobs
  counters: FrontCounters
  /** Seconds until a place in the queue is likely to be free. */
  waitS(depth: number): number
  metrics(): Promise<string>
  /** Ends a worker, for a person who wants to see what happens then; null where that is not allowed. */
  killWorker: (() => Promise<number>) | null
}

export interface FrontCounters {
  accepted: number
  repeated: number
  /** Uploads that are on their way at this moment. */
  uploading: number
  refused: Record<string, number>
}
