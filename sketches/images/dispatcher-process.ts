import { setTimeout as pause } from 'node:timers/promises'
import { openBlobs } from '../parts/blobs.ts'
import { answerOwner } from '../parts/child.ts'
import { ownUsage } from '../parts/own-usage.ts'
import { openQueues } from '../parts/queue.ts'
import { type Counters, type Desk, dispatch } from './dispatch.ts'
import { openJobs, queueName } from './jobs.ts'
import { type Limit, limitOf, partOf, peaksFrom } from './limit.ts'
import type { ImagesOptions } from './options.ts'
import { openPool, type WorkerStats } from './pool.ts'
import { startSweep } from './sweep.ts'

export interface DispatcherStats extends Counters {
  pid: number
  limit: Limit
  jobBytes: number
  workers: WorkerStats[]
  losses: number
  residentBytes: number
  /** Of this process, without its workers. */
  cpuS: number
}

export interface DispatcherSetup {
  options: ImagesOptions
  gpuJobs: number | null
  /** Which of several dispatchers this is. */
  index: number
}

// Takes jobs from the queue and has them done by as many workers as the machine can bear.
let close: () => Promise<void> = async () => {}
let stats: () => DispatcherStats
let pids: () => number[] = () => []
answerOwner({ open, stats: () => stats(), pids: () => pids() }, () => close())

async function open({ options, gpuJobs, index }: DispatcherSetup): Promise<number> {
  const { databaseUrl, amqpUrl, folder, coresPerJob, maxAttempts, leaseMs, backoffMs } = options
  const url = databaseUrl ?? ''
  const jobs = await openJobs(url)
  const blobs = await openBlobs(folder ?? '')
  const queues = await openQueues({ databaseUrl: url, amqpUrl: amqpUrl ?? undefined })
  const pool = openPool({ ...options, folder: folder ?? '', threads: coresPerJob })
  const peaks = peaksFrom(options.jobBytesAssumed)
  const limit = (): Limit => limitOf({ ...options, jobBytes: peaks.jobBytes(), gpuJobs })
  const counters: Counters = {
    ...{ done: 0, failed: 0, dead: 0, retried: 0, fenced: 0, jobSeconds: 0, jobCpuSeconds: 0 },
  }
  const part = { index, dispatchers: options.dispatchers }
  const settled = (): void => pool.resize(partOf(limit().jobs, part))
  settled()
  const desk: Desk = { jobs, blobs, pool, peaks, counters, maxAttempts, settled }

  // What the limiter holds back later waits at the pool, under a lease that is kept alive.
  const resources = { ...options, memoryBytes: Number.POSITIVE_INFINITY, jobBytes: 1, gpuJobs }
  const concurrency = partOf(limitOf(resources).jobs, part)
  await queues.declare(queueName, { maxAttempts, leaseMs, backoffMs, concurrency })
  const consumer = await queues.consume(queueName, (delivery) => dispatch(desk, delivery))
  const sweep = startSweep({ jobs, queues, blobs })

  stats = () => ({
    ...{ pid: process.pid, ...counters, limit: limit(), jobBytes: peaks.jobBytes() },
    ...{ workers: pool.workers(), losses: pool.losses() },
    ...ownUsage(),
  })
  pids = () => pool.workers().map(({ pid }) => pid)
  close = async () => {
    await sweep.stop()
    const stopped = consumer.stop()
    // What takes longer goes back to the queue, and another dispatcher or a later one does it.
    await Promise.race([stopped, pause(options.graceMs, undefined, { ref: false })])
    await pool.close()
    await stopped
    await Promise.all([queues.close(), jobs.close()])
  }
  return process.pid
}
