import type { Job, JobStatus } from './job.ts'
import { planFrom } from './plan.ts'

/** What a person or a program is told of a job. */
export interface ShownStatus {
  id: string
  name: string
  status: JobStatus
  progress: number
  outputs: number
  attempt: number
  reason: string | null
  original: { format: string; width: number; height: number; bytes: number }
  createdMs: number
  startedMs: number | null
  finishedMs: number | null
  results: ShownResult[]
}

export interface ShownResult {
  name: string
  address: string
  format: string
  width: number
  height: number
  bytes: number
}

export function statusOf(job: Job): ShownStatus {
  const { id, name, status, progress, attempt, reason, format, width, height, bytes } = job
  return {
    ...{ id, name, status, progress, attempt, reason },
    outputs: planFrom(job.plan).length,
    original: { format, width, height, bytes },
    createdMs: job.created_at.getTime(),
    startedMs: job.started_at?.getTime() ?? null,
    finishedMs: job.finished_at?.getTime() ?? null,
    results: job.results.map(({ key: _, ...result }) => ({
      ...result,
      address: `/images/${id}/${result.name}`,
    })),
  }
}
