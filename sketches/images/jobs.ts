import type { Pool } from 'pg'
import { openPool, withConnection } from '../parts/database.ts'
import { type Job, type JobStatus, type NewJob, type Result, schema } from './job.ts'

export const queueName = 'images'

export interface Claim {
  id: string
  attempt: number
}

export interface Jobs {
  /** False where the same content with the same plan is there already. */
  insert(job: NewJob): Promise<boolean>
  find(id: string): Promise<Job | null>
  /** Jobs that wait or run, counted up to the limit. */
  depth(limit: number): Promise<number>
  counts(): Promise<Record<JobStatus, number>>
  /** Whether some job was made from this blob. */
  owns(original: string): Promise<boolean>
  /** Written, and perhaps not yet in the queue. */
  unannounced(olderThanMs: number): Promise<string[]>
  announced(id: string): Promise<void>
  /** Null where there is nothing left to do. */
  claim(id: string): Promise<Job | null>
  /** These answer whether the claim still held. */
  beat(claim: Claim, progress: number): Promise<boolean>
  finish(claim: Claim, results: Result[]): Promise<boolean>
  fail(claim: Claim, status: 'failed' | 'dead' | 'queued', reason: string): Promise<boolean>
  /** For a job whose dispatchers have ended one after the other, so that none could say it. */
  bury(id: string, reason: string): Promise<void>
  /** A dead job gets its attempts anew; false where there is none. */
  revive(id: string): Promise<boolean>
  close(): Promise<void>
}

const connections = 8
const buriedAfterMs = 2_000

export async function openJobs(url: string): Promise<Jobs> {
  await withConnection(url, (client) => client.query(schema))
  const pool = openPool(url, connections)
  return {
    ...questionsTo(pool),
    ...changesOf(pool),
    async insert({ id, name, original, format, width, height, bytes, plan }) {
      const { rowCount } = await pool.query(
        `insert into image_job (id, name, original, format, width, height, bytes, plan)
          values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing`,
        [id, name, original, format, width, height, bytes, plan],
      )
      return rowCount === 1
    },
    close: () => pool.end(),
  }
}

function questionsTo(pool: Pool): Pick<Jobs, 'find' | 'depth' | 'counts' | 'owns' | 'unannounced'> {
  return {
    async find(id) {
      const { rows } = await pool.query({
        name: 'job-find',
        text: 'select * from image_job where id = $1',
        values: [id],
      })
      return rows[0] === undefined ? null : jobFrom(rows[0])
    },
    async depth(limit) {
      const { rows } = await pool.query({
        name: 'job-depth',
        text: `select count(*)::int as depth from (select from image_job
          where status in ('queued', 'running') limit $1) as open`,
        values: [limit],
      })
      return rows[0].depth
    },
    async counts() {
      const { rows } = await pool.query(
        'select status, count(*)::int as count from image_job group by status',
      )
      const none = { queued: 0, running: 0, done: 0, failed: 0, dead: 0 }
      return { ...none, ...Object.fromEntries(rows.map(({ status, count }) => [status, count])) }
    },
    async owns(original) {
      const { rows } = await pool.query('select from image_job where original = $1 limit 1', [
        original,
      ])
      return rows.length === 1
    },
    async unannounced(olderThanMs) {
      const { rows } = await pool.query(
        `select id from image_job where not announced
          and created_at < now() - $1 * interval '1 ms' order by created_at limit 1000`,
        [olderThanMs],
      )
      return rows.map(({ id }) => id)
    },
  }
}

function changesOf(
  pool: Pool,
): Omit<Jobs, keyof ReturnType<typeof questionsTo> | 'insert' | 'close'> {
  async function change(name: string, text: string, values: unknown[]): Promise<boolean> {
    const { rowCount } = await pool.query({ name, text, values })
    return rowCount === 1
  }
  const isOurs = `where id = $1 and attempt = $2 and status = 'running'`
  return {
    async announced(id) {
      await change('job-announced', 'update image_job set announced = true where id = $1', [id])
    },
    async claim(id) {
      const { rows } = await pool.query({
        name: 'job-claim',
        text: `update image_job set status = 'running', attempt = attempt + 1, progress = 0,
            started_at = coalesce(started_at, now()), heartbeat_at = now()
          where id = $1 and status in ('queued', 'running') returning *`,
        values: [id],
      })
      return rows[0] === undefined ? null : jobFrom(rows[0])
    },
    beat: ({ id, attempt }, progress) =>
      change('job-beat', `update image_job set heartbeat_at = now(), progress = $3 ${isOurs}`, [
        ...[id, attempt, progress],
      ]),
    finish: ({ id, attempt }, results) =>
      change(
        'job-finish',
        `update image_job set status = 'done', results = $3, progress = $4, reason = null,
          finished_at = now() ${isOurs}`,
        [id, attempt, JSON.stringify(results), results.length],
      ),
    fail: ({ id, attempt }, status, reason) =>
      change(
        'job-fail',
        `update image_job set status = $3, reason = $4,
          finished_at = case when $3 = 'queued' then null else now() end ${isOurs}`,
        [id, attempt, status, reason],
      ),
    async bury(id, reason) {
      await change(
        'job-bury',
        `update image_job set status = 'dead', reason = $2, finished_at = now()
          where id = $1 and status in ('queued', 'running')
          and coalesce(heartbeat_at, created_at) < now() - $3 * interval '1 ms'`,
        [id, reason, buriedAfterMs],
      )
    },
    revive: (id) =>
      change(
        'job-revive',
        `update image_job set status = 'queued', reason = null, finished_at = null,
          heartbeat_at = now() where id = $1 and status = 'dead'`,
        [id],
      ),
  }
}

/** The driver hands over wide integers as text. */
function jobFrom(row: Omit<Job, 'bytes'> & { bytes: string }): Job {
  return { ...row, bytes: Number(row.bytes) }
}
