import { smallPicture } from './images-pictures.ts'
import { type Target, untilEnded, upload } from './images-requests.ts'

interface Breakable extends Target {
  pids(): Promise<{ front: number; dispatchers: number[]; workers: number[] }>
  stats(): Promise<{ workers: { pid: number; isBusy: boolean }[] }>
  database: { crash(): Promise<void>; recover(): Promise<void> } | null
}

/** How much later a job is done than it would have been, by what was broken while it ran. */
export interface Recovery {
  undisturbedMs: number
  workerKilledMs: number
  workerStoppedMs: number
  dispatcherKilledMs: number
  frontKilledMs: number
  /** Null where the database is not ours to crash. */
  databaseCrashedMs: number | null
  /** Jobs that were not done in the end. */
  lost: number
}

type Break = (images: Breakable) => Promise<void>

const plan = 'a:16:png,b:300x300:avif:median,c:300x300:avif:median'
const endLimitMs = 60_000
const [pollMs, startLimitMs, hitsMax] = [5, 30_000, 8]

/** Breaks one thing after the other while a job runs, each with a real signal, and takes the time. */
export async function recovery(images: Breakable, seed = 1): Promise<Recovery> {
  let [number, lost] = [seed * 1_000, 0]

  async function timeOf(disturb: Break): Promise<{ tookMs: number; attempt: number }> {
    const start = performance.now()
    const { id } = await upload(images, await smallPicture(number++), plan)
    await untilBusy(images)
    await disturb(images)
    const { status, attempt } = await untilEnded(images, id, endLimitMs)
    if (status !== 'done') lost++
    return { tookMs: performance.now() - start, attempt }
  }

  // The first job starts the worker.
  await timeOf(async () => {})
  const { tookMs: undisturbedMs } = await timeOf(async () => {})
  const later = async (disturb: Break): Promise<number> =>
    Math.max(0, (await timeOf(disturb)).tookMs - undisturbedMs)
  /** A job that ended before its worker did was not hit, and tells nothing: the next one is. */
  async function laterOnceHit(disturb: Break): Promise<number> {
    for (let job = 0; job < hitsMax; job++) {
      const { tookMs, attempt } = await timeOf(disturb)
      if (attempt > 1) return Math.max(0, tookMs - undisturbedMs)
    }
    throw new Error(`None of ${hitsMax} jobs was hit by what was to break under it`)
  }
  const { database } = images
  return {
    undisturbedMs,
    workerKilledMs: await laterOnceHit(async () => signal(await busyWorker(images), 'SIGKILL')),
    workerStoppedMs: await laterOnceHit(async () => signal(await busyWorker(images), 'SIGSTOP')),
    dispatcherKilledMs: await laterOnceHit(async () => {
      for (const pid of (await images.pids()).dispatchers) signal(pid, 'SIGKILL')
    }),
    frontKilledMs: await later(async () => signal((await images.pids()).front, 'SIGKILL')),
    databaseCrashedMs:
      database === null
        ? null
        : await later(async () => {
            await database.crash()
            await database.recover()
          }),
    lost,
  }
}

async function untilBusy(images: Breakable): Promise<void> {
  for (const end = Date.now() + startLimitMs; Date.now() < end; ) {
    if ((await busyWorker(images)) !== 0) return
    await new Promise((go) => setTimeout(go, pollMs))
  }
  throw new Error(`No worker took the job within ${startLimitMs} ms`)
}

async function busyWorker(images: Breakable): Promise<number> {
  const { workers } = await images.stats()
  return workers.find(({ isBusy }) => isBusy)?.pid ?? 0
}

function signal(pid: number, name: NodeJS.Signals): void {
  if (pid === 0) return
  try {
    process.kill(pid, name)
  } catch {
    // It has ended by itself meanwhile.
  }
}
