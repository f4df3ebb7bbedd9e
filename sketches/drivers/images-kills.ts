import { setTimeout as pause } from 'node:timers/promises'
import { withConnection } from '../parts/database.ts'
import { type Distribution, recorder } from './distribution.ts'
import { smallPicture } from './images-pictures.ts'
import { inTurns, type Target, untilEnded, upload } from './images-requests.ts'
import { randomFrom } from './pace.ts'

export interface WorkerKillOptions {
  jobs: number
  kills: number
  /** Mean time from one kill to the next; the kills fall at random around it. */
  pauseMs?: number
  seed?: number
}

export interface WorkerKillResult {
  jobs: number
  kills: number
  /** Jobs that had to be done again. */
  repeated: number
  attemptsMax: number
  /** Accepted, and not done when everything has settled. */
  lost: number
  /** Brought to their end more than once, or without a result that can be fetched. */
  doubled: number
  unreadable: number
  /** From the moment at which a job was given back until it was done. */
  recovery: Distribution
}

interface Killable extends Target {
  stats(): Promise<{ workers: { pid: number; isBusy: boolean }[] }>
}

interface Step {
  id: string
  status: string
  atMs: number
}

const plan = 'only:24x24:jpeg'
const atOnce = 4
const endLimitMs = 60_000

/** Every change of a job's state, as the database itself saw it. */
const witness = `
  create table image_job_step (id text, status text, at timestamptz default clock_timestamp());
  create function image_job_witness() returns trigger language plpgsql as $$
    begin insert into image_job_step (id, status) values (new.id, new.status); return null; end $$;
  create trigger image_job_witness after update of status on image_job for each row
    execute function image_job_witness()`

/** Sends many small images while workers are killed with SIGKILL at random, and counts what became of them. */
export async function killDuringJobs(
  images: Killable,
  options: WorkerKillOptions,
): Promise<WorkerKillResult> {
  const { jobs, kills, pauseMs = 250, seed = 1 } = options
  const url = images.addresses.databaseUrl
  await withConnection(url, (client) => client.query(witness))
  const numbers = Array.from({ length: jobs }, (_, index) => seed * 1_000_000 + index)
  const working = inTurns(numbers, atOnce, async (number) => {
    const { id } = await upload(images, await smallPicture(number), plan)
    return id
  })
  const random = randomFrom(seed)
  let killed = 0
  while (killed < kills) {
    await pause(pauseMs * (0.5 + random()))
    const { workers } = await images.stats()
    // Of one that works, as long as any does: to end an idle one proves nothing.
    const busy = workers.filter(({ isBusy }) => isBusy)
    const from = busy.length > 0 ? busy : workers
    const pid = from[Math.floor(random() * from.length)]?.pid
    if (pid !== undefined && kill(pid)) killed++
  }
  const ids = await working
  const ended = await inTurns(ids, atOnce, (id) => untilEnded(images, id, endLimitMs))
  const fetched = await inTurns(ended, atOnce, async ({ results }) => {
    const answer = await fetch(new URL(results[0]?.address ?? '/none', images.addresses.page))
    return answer.ok && (await answer.arrayBuffer()).byteLength > 0
  })
  const steps = await stepsIn(url)
  const ends = ids.map((id) => steps.filter((step) => step.id === id && step.status === 'done'))
  return {
    jobs,
    kills: killed,
    repeated: ended.filter(({ attempt }) => attempt > 1).length,
    attemptsMax: Math.max(...ended.map(({ attempt }) => attempt)),
    lost: ended.filter(({ status }) => status !== 'done').length,
    doubled: ends.filter(({ length }) => length > 1).length,
    unreadable: fetched.filter((isThere) => !isThere).length,
    recovery: recoveryFrom(steps),
  }
}

function kill(pid: number): boolean {
  try {
    return process.kill(pid, 'SIGKILL')
  } catch {
    // It had ended between the question and the signal.
    return false
  }
}

async function stepsIn(url: string): Promise<Step[]> {
  const { rows } = await withConnection(url, (client) =>
    client.query(
      `select id, status, extract(epoch from at)::float8 * 1000 as "atMs" from image_job_step order by at`,
    ),
  )
  return rows
}

function recoveryFrom(steps: Step[]): Distribution {
  const recovery = recorder('ms')
  const givenBack = new Map<string, number>()
  for (const { id, status, atMs } of steps) {
    if (status === 'queued' && !givenBack.has(id)) givenBack.set(id, atMs)
    const sinceMs = givenBack.get(id)
    if (status === 'done' && sinceMs !== undefined) recovery.record(Math.max(0, atMs - sinceMs))
  }
  return recovery.finish()
}
