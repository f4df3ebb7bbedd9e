import { type PictureOptions, picture } from '../drivers/images-pictures.ts'
import { inTurns } from '../drivers/images-requests.ts'
import { uploads } from '../drivers/images-uploads.ts'
import { ownCpuS } from '../parts/own-usage.ts'
import { type Images, startImages } from './index.ts'
import { defaultPlan, planFrom } from './plan.ts'
import { make, prepareLibrary } from './transformation.ts'

export interface BareOptions {
  rounds: number
  /** Images that are worked on at the same time, on both sides. */
  atOnce: number
  /** That count, of each side in a round, for each of those. */
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
  /** What is beyond the bare library's, in seconds of CPU a job. */
  beyondLibraryS: number
  /** Of the time that a job has its worker, the share that is CPU. */
  cpuShare: number
  workerBytes: number
}

/** Of one side in one round. */
interface Seen {
  periodsMs: number[]
  jobs: number
  /** Of the workers, or of the library. */
  cpuS: number
}

interface SeenOfService extends Seen {
  /** Of front and dispatcher. */
  othersCpuS: number
  /** Jobs times the time that each had a worker. */
  workerS: number
}

const pixelsMax = 50_000_000
/** Starts workers, and loads and compiles what both sides need. */
const warmUp = { width: 400, height: 300 }

/**
 * The service, with uploads, queue, database, files and processes, against the library alone in this process, which has
 * the picture in its memory and throws the results away. Both do the same work, by turns.
 */
export async function compareWithBare(options: BareOptions): Promise<BareComparison> {
  const { rounds, atOnce, jobsEach = 5 } = options
  const [original, small] = await Promise.all([picture(options.picture), picture(warmUp)])
  prepareLibrary(1)
  await using images = await startImages({ workers: atOnce })
  await bare(small, { atOnce, jobs: atOnce })
  await served(images, { original: small, atOnce, jobs: atOnce, seed: 1 })
  const [service, library]: [SeenOfService[], Seen[]] = [[], []]
  for (let round = 1; round <= rounds; round++) {
    // The first job of each worker has the uploads of all beside it, and its period does not count.
    const jobs = (jobsEach + 1) * atOnce
    const ours = async () =>
      service.push(await served(images, { original, atOnce, jobs, seed: round + 1 }))
    const theirs = async () =>
      library.push(await bare(original, { atOnce, jobs: jobsEach * atOnce }))
    // Each first in turn, so that what the other leaves behind harms both alike.
    for (const side of round % 2 === 0 ? [ours, theirs] : [theirs, ours]) await side()
  }
  const { jobBytes } = await images.stats()
  return { ...ratiosOf(service, library), workerBytes: jobBytes }
}

/** Medians over the rounds, each of the two sides in the same one. */
export function ratiosOf(
  service: SeenOfService[],
  library: Seen[],
): Omit<BareComparison, 'workerBytes'> {
  const periodsOf = (side: Seen[]) => side.flatMap(({ periodsMs }) => periodsMs)
  const [mine, other] = [periodsOf(service), periodsOf(library)]
  const ratio = (share: number) => quantile(other, share) / quantile(mine, share)
  const bareS = library.map(({ cpuS, jobs }) => cpuS / jobs)
  const wholeS = ({ cpuS, othersCpuS }: SeenOfService) => cpuS + othersCpuS
  const besideBareS = (
    cpuS: (seen: SeenOfService) => number,
    compare: (ours: number, theirs: number) => number,
  ) =>
    quantile(
      service.map((seen, round) => compare(cpuS(seen) / seen.jobs, bareS[round] ?? Number.NaN)),
      0.5,
    )
  return {
    ...{ ratio: ratio(0.5), quarters: [ratio(0.25), ratio(0.75)] },
    workerCpuRatio: besideBareS(
      ({ cpuS }) => cpuS,
      (ours, theirs) => ours / theirs,
    ),
    serviceCpuRatio: besideBareS(wholeS, (ours, theirs) => ours / theirs),
    beyondLibraryS: besideBareS(wholeS, (ours, theirs) => ours - theirs),
    cpuShare: quantile(
      service.map(({ cpuS, workerS }) => cpuS / workerS),
      0.5,
    ),
  }
}

/** Between two of them it is as far as the share says. */
export function quantile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  const place = share * (sorted.length - 1)
  const [below, above] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]]
  if (below === undefined || above === undefined) throw new Error('Nothing was seen')
  return below + (above - below) * (place - Math.floor(place))
}

/** From the end of one job to that of the one that took its place: a pause of the machine falls on few of them. */
export function periods(momentsMs: number[], atOnce: number): number[] {
  const sorted = momentsMs.toSorted((a, b) => a - b)
  return sorted.slice(atOnce).map((end, place) => end - (sorted[place] ?? 0))
}

async function bare(
  original: Buffer,
  { atOnce, jobs }: { atOnce: number; jobs: number },
): Promise<Seen> {
  const [beforeS, startMs] = [ownCpuS(), performance.now()]
  const endsMs = await inTurns(new Array(jobs).fill(original), atOnce, async (each: Buffer) => {
    for (const output of planFrom(defaultPlan)) await make({ original: each, pixelsMax }, output)
    return performance.now()
  })
  const momentsMs = [...new Array(atOnce).fill(startMs), ...endsMs]
  return { jobs, cpuS: ownCpuS() - beforeS, periodsMs: periods(momentsMs, atOnce) }
}

interface Batch {
  original: Buffer
  atOnce: number
  jobs: number
  seed: number
}

async function served(
  images: Images,
  { original, atOnce, jobs, seed }: Batch,
): Promise<SeenOfService> {
  const before = await costsOf(images)
  const run = await uploads(images, { count: jobs, picture: original, plan: defaultPlan, seed })
  if (run.done !== jobs) throw new Error(`Unexpected run: ${run.done} of ${jobs} jobs done`)
  const after = await costsOf(images)
  const endsMs = run.moments.map(({ finishedMs }) => finishedMs)
  return {
    ...{ jobs, periodsMs: periods(endsMs, atOnce) },
    cpuS: after.workersCpuS - before.workersCpuS,
    othersCpuS: after.othersCpuS - before.othersCpuS,
    workerS: after.workerS - before.workerS,
  }
}

async function costsOf(images: Images) {
  const { jobCpuSeconds, jobSeconds, cpuS, front } = await images.stats()
  return { workersCpuS: jobCpuSeconds, othersCpuS: cpuS + front.cpuS, workerS: jobSeconds }
}
