import type { Result } from './job.ts'

/** What a worker is asked to do. */
export interface Task {
  id: string
  attempt: number
  original: string
  plan: string
}

/** Bad input ends well, as far as the worker is concerned: with a reason instead of results. */
export type Outcome =
  | { results: Result[]; peakBytes: number; cpuS: number }
  | { unreadable: string }

/** Said again and again: a worker that is silent hangs. */
export interface Beat {
  beat: true
  progress: number
  residentBytes: number
  /** The last word of a worker that holds more memory than it may. */
  isOver: boolean
}

export interface WorkerSettings {
  folder: string
  threads: number
  pixelsMax: number
  jobBytesMax: number
  gpuProgram: string[] | null
}

export const beatMs = 200

/** A key of its own for each attempt: nothing that an abandoned one writes can stand in a later one's place. */
export function resultKey({ id, attempt }: Pick<Task, 'id' | 'attempt'>, name: string): string {
  return `results/${id}/${attempt}/${name}`
}
