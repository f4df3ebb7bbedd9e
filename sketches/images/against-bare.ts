import { type PictureOptions, picture } from '../drivers/images-pictures.ts'
import { inTurns } from '../drivers/images-requests.ts'
import { uploads } from '../drivers/images-uploads.ts'
import { withConnection } from '../parts/database.ts'
import { ownCpuS } from '../parts/own-usage.ts'
import { type Images, startImages } from './index.ts'
import { defaultPlan, planFrom } from './plan.ts'
import { make, prepareLibrary } from './transformation.ts'

export interface BareOptions {
  rounds: number
  /** Images that are worked on at the same time, on both sides. */
  atOnce: number
  /** Of each side in a round, for each of those. */
  jobsEach?: number
  picture: PictureOptions
}

export interface BareComparison {
  /** Of images finished in the same time, the service's over the bare library's. */
  ratio: number
  /** The same at the faster and the slower quarter of both. */
  quarters: [number, number]
  /** CPU time of a job in its worker, over the bare library's: both read the same clock of their own process. */
  workerCpuRatio: number
  /** The same with what the front and the dispatcher spend on it: taking, checking, storing, queueing. */
  serviceCpuRatio: number
  /** Of the time that a job has its worker, the share that is CPU. */
  cpuShare: number
  workerBytes: number
}

interface Side {
  original: Buffer
  atOnce: number
  jobs: number
}

interface Cpu {
  workersS: number
  othersS: number
  jobsS: number
}

const pixelsMax = 50_000_000

/**
 * The service, with uploads, queue, database, files and processes, against the library alone in this process, which has
 * the picture in its memory and throws the results away. Both do the same work, by turns.
 */
export async function compareWithBare(options: BareOptions): Promise<BareComparison> {
  const { rounds, atOnce, jobsEach = 5 } = options
  prepareLibrary(1)
  const side = { original: await picture(options.picture), atOnce, jobs: jobsEach * atOnce }
  await using images = await startImages({ workers: atOnce })
  const send = (jobs: number, seed: number) =>
    endsOf(images, { jobs, seed, picture: options.picture })
  await bare({ ...side, jobs: atOnce })
  await send(atOnce, 1)
  const [mine, other]: [number[], number[]] = [[], []]
  const [workers, service, shares]: [number[], number[], number[]] = [[], [], []]
  for (let round = 1; round <= rounds; round++) {
    const ours = async () => {
      const before = await cpuOf(images)
      mine.push(...periods(await send(side.jobs, round + 1), atOnce))
      return since(before, await cpuOf(images))
    }
    const theirs = async () => {
      const beforeS = ownCpuS()
      other.push(...periods(await bare(side), atOnce))
      return ownCpuS() - beforeS
    }
    // Each first in turn, so that what the other leaves behind harms both alike.
    const early = round % 2 === 0 ? await ours() : null
    const bareS = await theirs()
    const { workersS, othersS, jobsS } = early ?? (await ours())
    workers.push(workersS / bareS)
    service.push((workersS + othersS) / bareS)
    shares.push(workersS / jobsS)
  }
  const ratio = (share: number) => quantile(other, share) / quantile(mine, share)
  const { jobBytes } = await images.stats()
  return {
    ...{ ratio: ratio(0.5), quarters: [ratio(0.25), ratio(0.75)], workerBytes: jobBytes },
    ...{ workerCpuRatio: quantile(workers, 0.5), serviceCpuRatio: quantile(service, 0.5) },
    cpuShare: quantile(shares, 0.5),
  }
}

async function cpuOf(images: Images): Promise<Cpu> {
  const { jobCpuSeconds, jobSeconds, cpuS, front } = await images.stats()
  return { workersS: jobCpuSeconds, othersS: cpuS + front.cpuS, jobsS: jobSeconds }
}

function since(before: Cpu, after: Cpu): Cpu {
  return {
    workersS: after.workersS - before.workersS,
    othersS: after.othersS - before.othersS,
    jobsS: after.jobsS - before.jobsS,
  }
}

/** From the end of one job to that of the one that took its place: a pause of the machine falls on few of them. */
function periods(endsMs: number[], atOnce: number): number[] {
  const sorted = endsMs.toSorted((a, b) => a - b)
  return sorted.slice(atOnce).map((end, place) => end - (sorted[place] ?? 0))
}

function quantile(values: number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(share * (values.length - 1))] ?? Number.NaN
}

async function bare({ original, atOnce, jobs }: Side): Promise<number[]> {
  return inTurns(new Array(jobs).fill(original), atOnce, async (each: Buffer) => {
    for (const output of planFrom(defaultPlan)) await make({ original: each, pixelsMax }, output)
    return performance.now()
  })
}

async function endsOf(
  images: Images,
  { jobs, seed, picture }: { jobs: number; seed: number; picture: PictureOptions },
): Promise<number[]> {
  const run = await uploads(images, { count: jobs, picture, plan: defaultPlan, seed })
  if (run.done !== jobs) throw new Error(`Unexpected run: ${run.done} of ${jobs} jobs done`)
  const { rows } = await withConnection(images.addresses.databaseUrl, (client) =>
    client.query(
      `select extract(epoch from finished_at)::float8 * 1000 as "endMs" from image_job
        order by finished_at desc limit $1`,
      [jobs],
    ),
  )
  return rows.map(({ endMs }) => endMs)
}
