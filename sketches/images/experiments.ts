import type { Distribution } from '../drivers/distribution.ts'
import { progressiveJpeg } from '../drivers/images-bombs.ts'
import { orders } from '../drivers/images-orders.ts'
import { type PictureOptions, picture } from '../drivers/images-pictures.ts'
import { startProbe } from '../drivers/images-probe.ts'
import { startWorkshop, type WorkshopOptions } from './workshop.ts'
import type { Kind } from './workshop-work.ts'

export interface WorkOptions {
  engine: WorkshopOptions['engine']
  workers: number
  kind?: Kind
  jobs: number
  /** Orders under way at the same time; as many as workers unless given. */
  atOnce?: number
  picture?: PictureOptions
  plan?: string
}

export interface WorkResult {
  jobsPerS: number
  cpuSPerJob: number
  job: Distribution
  failed: number
  /** What a question to the same process takes that has nothing to do with images. */
  health: Distribution
  healthFailed: number
  loopDelayMsP99: number
  loopDelayMsMax: number
  residentBytes: number
  void: string | null
}

const usual = { picture: { width: 2000, height: 1500 }, plan: 'page:1000:jpeg:sharpen' }
const probesPerS = 50

/** Throughput, and what else the same process can do meanwhile, with the work in one place or another. */
export async function workIn(options: WorkOptions): Promise<WorkResult> {
  const { engine, workers, jobs, kind = 'library', atOnce = workers } = options
  const plan = options.plan ?? usual.plan
  const drawing = picture(options.picture ?? usual.picture)
  await using workshop = await startWorkshop({ engine, workers })
  const body = await drawing
  await using probe = await startProbe(workshop.addresses.health, probesPerS)
  const send = (count: number) =>
    orders(workshop.addresses.work, { bodies: new Array(count).fill(body), atOnce, kind, plan })
  // The first job of each worker loads and compiles what the others then have.
  await send(workers)
  const before = await workshop.stats()
  await workshop.resetLoopDelay()
  await probe.begin()
  const done = await send(jobs)
  const health = await probe.end()
  const after = await workshop.stats()
  return {
    ...{ jobsPerS: done.perSecond, cpuSPerJob: (after.cpuS - before.cpuS) / jobs },
    ...{ job: done.latency, failed: done.failed },
    ...{ health: health.latency, healthFailed: health.failed },
    ...{ loopDelayMsP99: after.loopDelayMsP99, loopDelayMsMax: after.loopDelayMsMax },
    ...{ residentBytes: after.residentBytes, void: health.void },
  }
}

export interface IsolationOptions {
  engine: WorkshopOptions['engine']
  workers?: number
  jobs?: number
  /** What the bomb is to exceed; in one process, all workers together. */
  workerBytesMax?: number
  /** Edge of the bomb in pixels: it needs six bytes for each of its square. */
  bombEdge?: number
}

export interface IsolationResult {
  /** The same orders, before there was a bomb. */
  calm: Distribution
  othersDone: number
  othersFailed: number
  others: Distribution
  bombFailed: boolean
  serviceSurvived: boolean
}

/** One order among others needs more memory than there is: who pays for it? */
export async function isolation(options: IsolationOptions): Promise<IsolationResult> {
  const { engine, workers = 2, jobs = 20, workerBytesMax = 400 << 20, bombEdge = 16_000 } = options
  const drawing = picture({ width: 1200, height: 900 })
  await using workshop = await startWorkshop({
    ...{ engine, workers, workerBytesMax },
    pixelsMax: bombEdge * bombEdge,
  })
  const body = await drawing
  const settings = { kind: 'library' as const, plan: usual.plan }
  const address = workshop.addresses.work
  const bomb = progressiveJpeg(bombEdge, bombEdge, 3)
  const send = (count: number) =>
    orders(address, { ...settings, bodies: new Array(count).fill(body), atOnce: workers })
  await send(workers)
  const calm = await send(jobs)
  const [others, bombed] = await Promise.all([
    send(jobs),
    orders(address, { ...settings, bodies: [bomb], atOnce: 1 }),
  ])
  return {
    calm: calm.latency,
    ...{ othersDone: others.done, othersFailed: others.failed, others: others.latency },
    bombFailed: bombed.failed === 1,
    serviceSurvived: await fetch(workshop.addresses.health).then(
      ({ ok }) => ok,
      () => false,
    ),
  }
}
