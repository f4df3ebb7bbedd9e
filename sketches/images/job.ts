import type { Format } from './inspection.ts'
import type { OutputFormat } from './plan.ts'

/** `failed` is bad input, which no repetition cures; `dead` has failed too often, and a person may try it again. */
export type JobStatus = 'queued' | 'running' | 'done' | 'failed' | 'dead'

export interface Result {
  name: string
  /** The blob that holds it. */
  key: string
  format: OutputFormat
  width: number
  height: number
  bytes: number
}

/** A row of the table, which is the truth about the job: the queue knows its id alone. */
export interface Job {
  id: string
  name: string
  original: string
  format: Format
  width: number
  height: number
  bytes: number
  plan: string
  status: JobStatus
  /** Counts every taking by a dispatcher. Final writes name it, so that one who was given up changes nothing. */
  attempt: number
  /** Outputs that are made. */
  progress: number
  reason: string | null
  results: Result[]
  created_at: Date
  started_at: Date | null
  finished_at: Date | null
}

export type NewJob = Pick<
  Job,
  'id' | 'name' | 'original' | 'format' | 'width' | 'height' | 'bytes' | 'plan'
>

export const schema = `
  select pg_advisory_lock(hashtext('image_job'));
  create table if not exists image_job (
    id text primary key,
    name text not null,
    original text not null unique,
    format text not null,
    width int not null,
    height int not null,
    bytes bigint not null,
    plan text not null,
    status text not null default 'queued'
      check (status in ('queued', 'running', 'done', 'failed', 'dead')),
    attempt int not null default 0,
    progress int not null default 0,
    reason text,
    results jsonb not null default '[]',
    announced boolean not null default false,
    created_at timestamptz not null default now(),
    started_at timestamptz,
    heartbeat_at timestamptz,
    finished_at timestamptz);
  create index if not exists image_job_open on image_job (created_at)
    where status in ('queued', 'running');
  create index if not exists image_job_unannounced on image_job (created_at) where not announced`
