import { startChild } from '../parts/child.ts'
import { startDatabase } from '../parts/database.ts'
import { freePort } from '../parts/port.ts'
import type { Counters } from './dispatch.ts'
import type { DispatcherStats } from './dispatcher-process.ts'
import type { Device } from './filter-program.ts'
import type { FrontStats } from './front-process.ts'
import { describeGpu } from './gpu.ts'
import { keepProcess } from './kept-process.ts'
import type { MetricsSource } from './metrics.ts'
import { type ImagesOptions, optionsFrom } from './options.ts'

export { start as startImages }

export interface Images extends AsyncDisposable {
  addresses: { page: string; upload: string; metrics: string; databaseUrl: string }
  stats(): Promise<ImagesStats>
  pids(): Promise<ImagesPids>
  /** Forgets the front's event-loop delay so far, so that a run sees its own. */
  resetLoopDelay(): Promise<void>
  /** Null where the database is not ours to crash. */
  database: { crash(): Promise<void>; recover(): Promise<void> } | null
  folder: string
  /** Null where no program drives one: the filters run on the cores then. */
  gpu: Device | null
}

export interface ImagesStats extends MetricsSource {
  front: FrontStats
  /** Processes that were started anew after they had ended unasked, workers left out. */
  restarts: number
}

export interface ImagesPids {
  front: number
  dispatchers: number[]
  workers: number[]
}

const askLimitMs = 10_000
const stopLimitMs = 20_000
const tellMs = 500

/** Starts the service in processes of its own and resolves when it takes uploads. */
export async function start(given: Partial<ImagesOptions> = {}): Promise<Images> {
  const options = optionsFrom(given)
  await using started = new AsyncDisposableStack()
  const [database, keptFolder] = await useAll(started, [
    options.databaseUrl === null ? startDatabase() : null,
    options.folder === null ? keepFolder(options) : null,
  ])
  const databaseUrl = options.databaseUrl ?? database?.url ?? ''
  const folder = options.folder ?? keptFolder?.path ?? ''
  // Taken beforehand, since port 0 would become another one once the process has been replaced.
  const port = options.port === 0 ? await freePort() : options.port
  const settled: ImagesOptions = { ...options, databaseUrl, folder, port }
  const gpu = await describeGpu(options.gpuProgram)

  const dispatching = Array.from({ length: options.dispatchers }, (_, index) =>
    keepProcess(new URL('dispatcher-process.ts', import.meta.url), {
      options: settled,
      gpuJobs: gpu?.jobs ?? null,
      index,
    }),
  )
  const fronting = keepProcess(new URL('front-process.ts', import.meta.url), settled)
  // The front is the first to leave, so that what it has taken is still worked on.
  await useAll(started, [...dispatching, fronting])
  const [front, dispatchers] = [await fronting, await Promise.all(dispatching)]

  async function work(): Promise<MetricsSource> {
    const answers = await Promise.allSettled(
      dispatchers.map((each) => each.ask('stats', askLimitMs)),
    )
    return sumOf(
      answers.flatMap((each) =>
        each.status === 'fulfilled' ? [each.value as DispatcherStats] : [],
      ),
    )
  }

  const telling = setInterval(async () => {
    await work()
      .then((source) => front.ask('tell', askLimitMs, source))
      .catch(() => {})
  }, tellMs)
  started.defer(() => clearInterval(telling))
  const running = started.move()
  const page = `http://127.0.0.1:${port}/`
  return {
    addresses: { page, upload: `${page}images`, metrics: `${page}metrics`, databaseUrl },
    async stats() {
      const [source, own] = await Promise.all([work(), front.ask('stats', askLimitMs)])
      const restarts = [front, ...dispatchers].reduce((sum, each) => sum + each.restarts(), 0)
      return { ...source, front: own as FrontStats, restarts }
    },
    async pids() {
      const workers = await Promise.all(dispatchers.map((each) => each.ask('pids', askLimitMs)))
      return {
        front: front.pid(),
        dispatchers: dispatchers.map((each) => each.pid()),
        workers: (workers as number[][]).flat(),
      }
    },
    resetLoopDelay: async () => void (await front.ask('resetLoopDelay', askLimitMs)),
    ...{ database, folder, gpu },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  }
}

const personPort = 4041

/** With a button that kills workers, and at the same address each time as long as nobody else has it. */
export async function startForPerson(): Promise<Images> {
  try {
    return await start({ killable: true, port: personPort })
  } catch (error) {
    if (!String(error).includes('EADDRINUSE')) throw error
    return start({ killable: true })
  }
}

/** Waits for all, so that what has started is stopped again even where another one fails. */
async function useAll<Starting extends readonly (Promise<AsyncDisposable> | null)[]>(
  started: AsyncDisposableStack,
  starting: readonly [...Starting],
) {
  for (const each of await Promise.allSettled(starting))
    if (each.status === 'fulfilled') started.use(each.value)
  return Promise.all(starting)
}

interface KeptFolder extends AsyncDisposable {
  path: string
}

/** A temporary folder that goes when the service does. */
async function keepFolder({ graceMs }: ImagesOptions): Promise<KeptFolder> {
  const keeper = await startChild(new URL('folder-process.ts', import.meta.url))
  const stop = () => keeper.stop(stopLimitMs)
  try {
    const path = (await keeper.ask('open', { graceMs }, askLimitMs)) as string
    return { path, [Symbol.asyncDispose]: stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Of several dispatchers the sums, and the limit of the machine, of which each has a part, only once. */
function sumOf(all: DispatcherStats[]): MetricsSource {
  const total = (name: keyof Counters | 'losses' | 'residentBytes' | 'cpuS') =>
    all.reduce((sum, each) => sum + each[name], 0)
  const [first] = all
  return {
    ...{ done: total('done'), failed: total('failed'), dead: total('dead') },
    ...{ retried: total('retried'), fenced: total('fenced'), losses: total('losses') },
    ...{ jobSeconds: total('jobSeconds'), jobCpuSeconds: total('jobCpuSeconds') },
    limit: first?.limit ?? { cpu: 1, memory: 1, gpu: null, jobs: 1, boundBy: 'cpu' },
    jobBytes: Math.max(0, ...all.map(({ jobBytes }) => jobBytes)),
    workers: all.flatMap(({ workers }) => workers),
    ...{ residentBytes: total('residentBytes'), cpuS: total('cpuS') },
  }
}

/** What a person can try next. */
export function tryIt({ addresses, gpu }: Images): string[] {
  return [
    `Open ${addresses.page} and drop a picture, or send one:`,
    `  curl --data-binary @picture.jpg '${addresses.upload}?name=picture.jpg'`,
    'The answer names the address of its status. What has failed for good is listed:',
    `  curl ${addresses.page}dead`,
    gpu === null
      ? 'Filters run on the cores. With a GPU they are untested: no program for one is given.'
      : `Filters run on ${gpu.name}.`,
  ]
}
