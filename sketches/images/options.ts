import { availableParallelism, totalmem } from 'node:os'
import { defaultPlan } from './plan.ts'

export interface ImagesOptions {
  /** 0 takes any free port. */
  port: number
  /** Jobs at once, in place of what the cores allow. The memory bounds them in any case. */
  workers: number | null
  /** Processes that take jobs from the queue. They share the jobs at once, of which each has one at least. */
  dispatchers: number
  /** Cores that one job uses: threads of the library in each worker. */
  coresPerJob: number
  cores: number
  memoryBytes: number
  /** For everything that is no job. */
  reservedBytes: number
  /** What a job is taken to need until some have been measured. */
  jobBytesAssumed: number
  /** A worker that holds more is ended. */
  jobBytesMax: number
  jobLimitMs: number
  /** A worker that gives no sign of life for so long is ended. */
  stallMs: number
  /** A dispatcher that gives no sign of life for so long loses its jobs to another. */
  leaseMs: number
  maxAttempts: number
  backoffMs: number
  /** Half of it for AVIF, whose decoder holds more for each. */
  pixelsMax: number
  uploadBytesMax: number
  /** Jobs that wait or run, above which uploads are sent away for a while. */
  depthMax: number
  /** What is made of an image where the upload does not say. */
  plan: string
  /** Where images are kept; in a temporary folder, which goes with the service, unless given. */
  folder: string | null
  databaseUrl: string | null
  amqpUrl: string | null
  /** A program that filters on a GPU, and its arguments; null leaves the filters on the cores. */
  gpuProgram: string[] | null
  /** After which a process that leaves gives the jobs back that still run. */
  graceMs: number
  /** Lets a person end a worker. */
  killable: boolean
}

const [mebibyte, gibibyte] = [1 << 20, 1 << 30]

export function optionsFrom(given: Partial<ImagesOptions>): ImagesOptions {
  const options: ImagesOptions = {
    port: 0,
    workers: null,
    dispatchers: 1,
    coresPerJob: 1,
    cores: availableParallelism(),
    memoryBytes: Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY),
    reservedBytes: gibibyte,
    jobBytesAssumed: 350_000_000,
    jobBytesMax: 1024 * mebibyte,
    jobLimitMs: 60_000,
    stallMs: 5_000,
    leaseMs: 10_000,
    maxAttempts: 4,
    backoffMs: 500,
    pixelsMax: 50_000_000,
    uploadBytesMax: 32 * mebibyte,
    depthMax: 500,
    plan: defaultPlan,
    folder: null,
    databaseUrl: null,
    amqpUrl: process.env.AMQP_URL ?? null,
    gpuProgram: process.env.IMAGES_GPU_PROGRAM ? [process.env.IMAGES_GPU_PROGRAM] : null,
    graceMs: 4_000,
    killable: false,
    ...given,
  }
  expectWhole(options, { name: 'workers', least: 1, most: 256 })
  expectWhole(options, { name: 'dispatchers', least: 1, most: 16 })
  expectWhole(options, { name: 'maxAttempts', least: 1, most: 20 })
  expectWhole(options, { name: 'depthMax', least: 0, most: 1_000_000 })
  return options
}

function expectWhole(
  options: ImagesOptions,
  { name, least, most }: { name: keyof ImagesOptions; least: number; most: number },
): void {
  const value = options[name]
  if (value === null) return
  if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > most)
    throw new RangeError(`Unexpected ${name} ${value}, expected ${least} to ${most}`)
}
