import type { DispatcherStats } from './dispatcher-process.ts'
import type { FrontCounters } from './front.ts'
import type { JobStatus } from './job.ts'

/** What the dispatchers say of themselves, together. */
export type MetricsSource = Omit<DispatcherStats, 'pid'>

interface Seen {
  front: FrontCounters
  jobs: Record<JobStatus, number>
  source: MetricsSource | null
}

/** In the text format that Prometheus reads. */
export function metricsText({ front, jobs, source }: Seen): string {
  const lines = [
    ...metric('images_jobs', 'gauge', labelled('status', jobs)),
    ...metric('images_uploads_accepted_total', 'counter', { '': front.accepted }),
    ...metric('images_uploads_repeated_total', 'counter', { '': front.repeated }),
    ...metric('images_uploads_refused_total', 'counter', labelled('reason', front.refused)),
    ...metric('images_uploading', 'gauge', { '': front.uploading }),
  ]
  if (source !== null) {
    const { cpu, memory, gpu, jobs: atOnce } = source.limit
    const bounds = { cpu, memory, ...(gpu === null ? {} : { gpu }) }
    lines.push(
      ...metric('images_jobs_at_once_max', 'gauge', { '': atOnce }),
      ...metric('images_bound_jobs', 'gauge', labelled('by', bounds)),
      ...metric('images_job_bytes', 'gauge', { '': source.jobBytes }),
      ...metric('images_job_seconds_total', 'counter', { '': source.jobSeconds }),
      ...metric('images_job_cpu_seconds_total', 'counter', { '': source.jobCpuSeconds }),
      ...metric('images_jobs_done_total', 'counter', { '': source.done }),
      ...metric('images_jobs_retried_total', 'counter', { '': source.retried }),
      ...metric('images_late_writes_refused_total', 'counter', { '': source.fenced }),
      ...metric('images_workers_lost_total', 'counter', { '': source.losses }),
      ...metric('images_workers', 'gauge', { '': source.workers.length }),
    )
  }
  return `${lines.join('\n')}\n`
}

function metric(name: string, type: string, values: Record<string, number>): string[] {
  const lines = Object.entries(values).map(([labels, value]) => `${name}${labels} ${value}`)
  return lines.length === 0 ? [] : [`# TYPE ${name} ${type}`, ...lines]
}

function labelled(label: string, values: Record<string, number>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [`{${label}="${name}"}`, value]),
  )
}
