import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { type Child, childOf } from '../parts/child.ts'
import { oneArena } from './one-arena.ts'
import type { Beat, Outcome, Task, WorkerSettings } from './worker-message.ts'

export interface PoolSettings extends WorkerSettings {
  stallMs: number
  jobLimitMs: number
}

export interface WorkerStats {
  pid: number
  isBusy: boolean
  residentBytes: number
}

export interface Pool {
  /** Waits for a free worker. Rejects with the reason when the worker has ended, was silent or took too long. */
  run(task: Task, watched: Watched): Promise<Outcome>
  /** Workers at once from now on; those that are too many end when their jobs have. */
  resize(size: number): void
  workers(): WorkerStats[]
  /** Processes that have ended unasked. */
  losses(): number
  close(): Promise<void>
}

export interface Watched {
  /** Ends the worker, since the job is another's by now. */
  signal: AbortSignal
  progress(outputs: number): void
}

interface Worker extends WorkerStats {
  child: Child
  progress: number
  beatAt: number
  /** Why it is to be ended, as soon as it is known. */
  doomed: string | null
}

const openLimitMs = 30_000
const stopLimitMs = 2_000

/** Processes that each do one job at a time, started when there is something to do and kept for the next. */
export function openPool(settings: PoolSettings): Pool {
  const workers = new Set<Worker>()
  const waiting: (() => void)[] = []
  let [size, busy, losses, closing] = [1, 0, 0, false]

  async function enter(): Promise<void> {
    if (busy < size) busy++
    else await new Promise<void>((resume) => waiting.push(resume))
  }

  function leave(): void {
    const next = busy <= size ? waiting.shift() : undefined
    if (next === undefined) busy--
    else next()
  }

  async function hire(): Promise<Worker> {
    const idle = [...workers].find(({ isBusy, doomed }) => !isBusy && doomed === null)
    if (idle !== undefined) {
      idle.isBusy = true
      return idle
    }
    const worker = start(settings)
    workers.add(worker)
    void worker.child.exited.then(() => {
      workers.delete(worker)
      if (!closing && worker.doomed !== dismissed) losses++
    })
    await worker.child.ask('open', settings, openLimitMs)
    return worker
  }

  function dismiss(worker: Worker): void {
    worker.doomed ??= dismissed
    void worker.child.stop(stopLimitMs)
  }

  return {
    async run(task, watched) {
      await enter()
      try {
        const worker = await hire()
        try {
          return await runOn(worker, { task, watched, settings })
        } finally {
          worker.isBusy = false
          if (workers.size > size) dismiss(worker)
        }
      } finally {
        leave()
      }
    },
    resize(next) {
      size = next
      while (busy < size && waiting.length > 0) {
        busy++
        waiting.shift()?.()
      }
    },
    workers: () =>
      [...workers].map(({ pid, isBusy, residentBytes }) => ({ pid, isBusy, residentBytes })),
    losses: () => losses,
    async close() {
      closing = true
      await Promise.all([...workers].map(({ child }) => child.stop(stopLimitMs)))
    },
  }
}

const dismissed = 'dismissed'

function start({ jobBytesMax }: PoolSettings): Worker {
  const file = fileURLToPath(new URL('worker.ts', import.meta.url))
  const started = fork(file, {
    execArgv: [],
    env: { ...process.env, ...oneArena },
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const child = childOf(started, 'images/worker.ts')
  const worker: Worker = {
    ...{ child, pid: child.pid, isBusy: true, residentBytes: 0, progress: 0 },
    ...{ beatAt: performance.now(), doomed: null },
  }
  started.on('message', (message: Partial<Beat>) => {
    if (message.beat !== true) return
    worker.beatAt = performance.now()
    worker.progress = message.progress ?? 0
    worker.residentBytes = message.residentBytes ?? 0
    if (message.isOver) worker.doomed = `The job needs more than ${jobBytesMax} bytes of memory`
  })
  return worker
}

interface Run {
  task: Task
  watched: Watched
  settings: PoolSettings
}

async function runOn(worker: Worker, { task, watched, settings }: Run): Promise<Outcome> {
  function end(reason: string): void {
    worker.doomed ??= reason
    worker.child.kill('SIGKILL')
  }
  worker.progress = 0
  worker.beatAt = performance.now()
  const beats = setInterval(() => {
    watched.progress(worker.progress)
    const silentMs = performance.now() - worker.beatAt
    if (silentMs > settings.stallMs)
      end(`Its worker gave no sign of life for ${settings.stallMs} ms`)
  }, settings.stallMs / 10)
  const limit = setTimeout(
    () => end(`The job took longer than ${settings.jobLimitMs} ms`),
    settings.jobLimitMs,
  )
  const abandon = (): void => end('The job has been given to another')
  watched.signal.addEventListener('abort', abandon)
  try {
    return (await worker.child.ask('run', task, settings.jobLimitMs * 2)) as Outcome
  } catch (error) {
    throw worker.doomed === null ? error : new Error(worker.doomed)
  } finally {
    clearInterval(beats)
    clearTimeout(limit)
    watched.signal.removeEventListener('abort', abandon)
  }
}
