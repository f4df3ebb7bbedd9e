import { type PictureOptions, picture } from '../drivers/images-pictures.ts'
import { startChild } from '../parts/child.ts'
import type { ProcessCosts } from './workshop-child.ts'
import type { WorkOrder } from './workshop-work.ts'

export interface JobCost {
  /** Of several runs, the median. */
  timeMs: number
  cpuMs: number
  /** Of the whole process, the runtime and the library included. */
  peakBytes: number
  /** Without what the process holds before its first job. */
  jobBytes: number
}

const runs = 5
const limitMs = 120_000
const pixelsMax = 300_000_000

/** Kinds of work that are told apart: what a plan names, and the same filter in JavaScript. */
export const usualKinds = {
  resize: { kind: 'library', plan: 'a:1600:jpeg' },
  thumbnail: { kind: 'library', plan: 'a:200x200:jpeg' },
  sharpenResized: { kind: 'library', plan: 'a:1600:jpeg:sharpen' },
  sharpenFull: { kind: 'library', plan: 'a:full:jpeg:sharpen' },
  blurFull: { kind: 'library', plan: 'a:full:jpeg:blur' },
  medianFull: { kind: 'library', plan: 'a:full:jpeg:median' },
  webp: { kind: 'library', plan: 'a:1600:webp' },
  avif: { kind: 'library', plan: 'a:1600:avif' },
  png: { kind: 'library', plan: 'a:1600:png' },
  javascriptFull: { kind: 'javascript', plan: 'a:full:jpeg' },
} satisfies Record<string, Pick<WorkOrder, 'kind' | 'plan'>>

export type KindName = keyof typeof usualKinds

/** Time and memory of one job of each kind, alone on the machine, each kind in a fresh process. */
export async function jobCosts<Name extends KindName>(options: {
  picture: PictureOptions
  kinds: Name[]
}): Promise<Record<Name, JobCost>> {
  const original = await picture(options.picture)
  const costs: Partial<Record<KindName, JobCost>> = {}
  for (const name of options.kinds) costs[name] = await costOf({ ...usualKinds[name], original })
  return costs as Record<Name, JobCost>
}

async function costOf(given: Omit<WorkOrder, 'pixelsMax'>): Promise<JobCost> {
  const child = await startChild(new URL('workshop-child.ts', import.meta.url))
  const costs = async () => (await child.ask('costs', null, limitMs)) as ProcessCosts
  const order: WorkOrder = { ...given, pixelsMax }
  try {
    const empty = await costs()
    await child.ask('work', order, limitMs)
    const before = await costs()
    const timesMs: number[] = []
    for (let run = 0; run < runs; run++) {
      const start = performance.now()
      await child.ask('work', order, limitMs)
      timesMs.push(performance.now() - start)
    }
    const after = await costs()
    timesMs.sort((a, b) => a - b)
    return {
      timeMs: timesMs[Math.floor(runs / 2)] ?? 0,
      cpuMs: ((after.cpuS - before.cpuS) * 1000) / runs,
      peakBytes: after.peakBytes,
      jobBytes: after.peakBytes - empty.residentBytes,
    }
  } finally {
    await child.stop(5_000)
  }
}
