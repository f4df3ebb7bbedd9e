import { once } from 'node:events'
import { createServer } from 'node:http'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { openBlobs } from '../parts/blobs.ts'
import { answerOwner } from '../parts/child.ts'
import { listenLocally } from '../parts/loopback.ts'
import { ownUsage } from '../parts/own-usage.ts'
import { openQueues } from '../parts/queue.ts'
import type { Front, FrontCounters } from './front.ts'
import { openJobs, queueName } from './jobs.ts'
import { type MetricsSource, metricsText } from './metrics.ts'
import type { ImagesOptions } from './options.ts'
import { requestListener } from './requests.ts'

export interface FrontStats extends FrontCounters {
  pid: number
  loopDelayMsP99: number
  loopDelayMsMax: number
  residentBytes: number
  cpuS: number
}

// Takes uploads and answers questions; the images are worked on elsewhere.
const loopDelay = monitorEventLoopDelay({ resolution: 1 })
loopDelay.enable()
const counters: FrontCounters = { accepted: 0, repeated: 0, uploading: 0, refused: {} }
let close: () => Promise<void> = async () => {}
let pidOfWorker: number | null = null
let source: MetricsSource | null = null
/** Told by the owner, who asks the dispatchers: how long a job takes on average, and how many run at once. */
let pace = { jobS: 1, atOnce: 1 }
answerOwner({ open, stats, tell, resetLoopDelay: () => loopDelay.reset() }, () => close())

async function open(options: ImagesOptions): Promise<number> {
  const url = options.databaseUrl ?? ''
  const jobs = await openJobs(url)
  const blobs = await openBlobs(options.folder ?? '')
  const queues = await openQueues({ databaseUrl: url, amqpUrl: options.amqpUrl ?? undefined })
  const { maxAttempts, leaseMs, backoffMs } = options
  await queues.declare(queueName, { maxAttempts, leaseMs, backoffMs })
  const front: Front = {
    ...{ options, jobs, queues, blobs, counters },
    waitS: (depth) =>
      Math.max(1, Math.ceil(((depth - options.depthMax + 1) * pace.jobS) / pace.atOnce)),
    metrics: async () => metricsText({ front: counters, jobs: await jobs.counts(), source }),
    killWorker: options.killable ? killWorker : null,
  }
  const server = createServer({ requestTimeout: 120_000 }, requestListener(front))
  const { port } = await listenLocally(server, { port: options.port })
  close = async () => {
    const closed = once(server, 'close')
    server.close()
    server.closeIdleConnections()
    await closed
    await Promise.all([queues.close(), jobs.close()])
  }
  return port
}

async function killWorker(): Promise<number> {
  const pid = pidOfWorker
  if (pid === null) return 0
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    // It has ended by itself since we were last told.
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return 0
    throw error
  }
  return pid
}

function tell(told: MetricsSource): void {
  source = told
  const busy = told.workers.find(({ isBusy }) => isBusy) ?? told.workers[0]
  pidOfWorker = busy?.pid ?? null
  pace = { jobS: told.done === 0 ? 1 : told.jobSeconds / told.done, atOnce: told.limit.jobs }
}

function stats(): FrontStats {
  return {
    ...{ pid: process.pid, ...counters },
    loopDelayMsP99: loopDelay.percentile(99) / 1e6,
    loopDelayMsMax: loopDelay.max / 1e6,
    ...ownUsage(),
  }
}
