import { startChild } from '../parts/child.ts'

export interface WorkshopOptions {
  /** In the process that answers requests, on threads of it, or in processes of their own. */
  engine: 'loop' | 'threads' | 'children'
  /** Images at once. */
  workers: number
  pixelsMax: number
  /** What each worker may hold: in one process only all together can be limited. Null for no limit. */
  workerBytesMax: number | null
}

export interface WorkshopStats {
  cpuS: number
  loopDelayMsP99: number
  loopDelayMsMax: number
  residentBytes: number
}

export interface Workshop extends AsyncDisposable {
  addresses: { work: string; health: string }
  stats(): Promise<WorkshopStats>
  resetLoopDelay(): Promise<void>
}

const askLimitMs = 60_000

/** The alternatives to the service, alike in all but the place of the work: no queue, no database, no files. */
export async function startWorkshop(given: Partial<WorkshopOptions> = {}): Promise<Workshop> {
  const options: WorkshopOptions = {
    ...{ engine: 'loop', workers: 2, pixelsMax: 50_000_000, workerBytesMax: null },
    ...given,
  }
  const child = await startChild(new URL('workshop-process.ts', import.meta.url))
  try {
    const port = await child.ask('open', options, askLimitMs)
    const base = `http://127.0.0.1:${port}/`
    return {
      addresses: { work: `${base}work`, health: `${base}health` },
      stats: async () => (await child.ask('stats', null, askLimitMs)) as WorkshopStats,
      resetLoopDelay: async () => void (await child.ask('reset', null, askLimitMs)),
      [Symbol.asyncDispose]: () => child.stop(10_000),
    }
  } catch (error) {
    await child.stop(5_000)
    throw error
  }
}
