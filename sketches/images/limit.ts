/** What the machine has and a job needs. */
export interface Resources {
  cores: number
  coresPerJob: number
  /** What a person says in place of cores; null where the machine decides. */
  workers: number | null
  memoryBytes: number
  reservedBytes: number
  jobBytes: number
  /** Jobs that fit on the GPU; null where the jobs use none. */
  gpuJobs: number | null
}

export interface Limit {
  cpu: number
  memory: number
  gpu: number | null
  /** Jobs at once: the least of the bounds, and one at least, or nothing would ever be done. */
  jobs: number
  boundBy: 'cpu' | 'memory' | 'gpu'
}

export function limitOf(resources: Resources): Limit {
  const { cores, coresPerJob, workers, memoryBytes, reservedBytes, jobBytes } = resources
  const cpu = workers ?? Math.floor(cores / coresPerJob)
  const memory = Math.max(0, Math.floor((memoryBytes - reservedBytes) / jobBytes))
  const gpu = resources.gpuJobs
  const bounds: [Limit['boundBy'], number][] = [
    ['cpu', cpu],
    ['memory', memory],
    ['gpu', gpu ?? Number.POSITIVE_INFINITY],
  ]
  const [boundBy, least] = bounds.reduce((best, next) => (next[1] < best[1] ? next : best))
  return { cpu, memory, gpu, boundBy, jobs: Math.max(1, least) }
}

/** Of so many jobs the part of one of several dispatchers on the machine, which is one at least. */
export function partOf(jobs: number, { index, dispatchers }: Part): number {
  return Math.max(1, Math.floor((jobs + dispatchers - 1 - index) / dispatchers))
}

export interface Part {
  /** From 0. */
  index: number
  dispatchers: number
}

export interface Peaks {
  record(bytes: number): void
  /** What a job is taken to need: the most that one of the last did, or what was assumed while there is none. */
  jobBytes(): number
}

const kept = 200

export function peaksFrom(assumedBytes: number): Peaks {
  const peaks: number[] = []
  return {
    record(bytes) {
      peaks.push(bytes)
      if (peaks.length > kept) peaks.shift()
    },
    jobBytes: () => (peaks.length === 0 ? assumedBytes : Math.max(...peaks)),
  }
}
