import { type PictureOptions, picture } from '../drivers/images-pictures.ts'
import { startChild } from '../parts/child.ts'
import { oneArena } from './one-arena.ts'
import type { ProcessCosts } from './workshop-child.ts'
import type { WorkOrder } from './workshop-work.ts'

/** Each in the unit that documents compute in. */
export interface JobCost {
  time: { value: number; unit: 's' }
  cpu: { value: number; unit: 's' }
  /** Of the whole process, the runtime and the library included. */
  peak: { value: number; unit: 'B' }
  /** Without what the process holds before the job. */
  own: { value: number; unit: 'B' }
}

const limitMs = 120_000
const pixelsMax = 300_000_000
const warmUp = { width: 64, height: 48 }

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
  full: { kind: 'library', plan: 'a:full:jpeg' },
  javascriptFull: { kind: 'javascript', plan: 'a:full:jpeg' },
} satisfies Record<string, Pick<WorkOrder, 'kind' | 'plan'>>

export type KindName = keyof typeof usualKinds

/** Time and memory of one job of each kind, alone on the machine, each in a fresh process. */
export async function jobCosts<Name extends KindName>(options: {
  picture: PictureOptions
  kinds: Name[]
}): Promise<Record<Name, JobCost>> {
  const { format } = options.picture
  const [original, small] = await Promise.all([
    picture(options.picture),
    picture(format === undefined ? warmUp : { ...warmUp, format }),
  ])
  await using started = new AsyncDisposableStack()
  // They get ready side by side, of which nothing is measured; then each has the machine for itself.
  const hands = await Promise.all(
    options.kinds.map(async (name) => {
      const costOf = await ready({ ...usualKinds[name], pixelsMax }, { small, started })
      return { name, costOf }
    }),
  )
  const costs: Partial<Record<KindName, JobCost>> = {}
  for (const { name, costOf } of hands) costs[name] = await costOf(original)
  return costs as Record<Name, JobCost>
}

/** The small picture loads and compiles what the job needs, so that the job is what is seen. */
async function ready(
  order: Omit<WorkOrder, 'original'>,
  { small, started }: { small: Uint8Array; started: AsyncDisposableStack },
): Promise<(original: Uint8Array) => Promise<JobCost>> {
  const child = await startChild(new URL('workshop-child.ts', import.meta.url), oneArena)
  started.defer(() => child.stop(5_000))
  const costs = async () => (await child.ask('costs', null, limitMs)) as ProcessCosts
  await child.ask('work', { ...order, original: small }, limitMs)
  return async (original) => {
    const before = await costs()
    const start = performance.now()
    await child.ask('work', { ...order, original }, limitMs)
    const timeS = (performance.now() - start) / 1000
    const after = await costs()
    await child.stop(5_000)
    return {
      time: { value: timeS, unit: 's' },
      cpu: { value: after.cpuS - before.cpuS, unit: 's' },
      peak: { value: after.peakBytes, unit: 'B' },
      own: { value: Math.max(0, after.peakBytes - before.residentBytes), unit: 'B' },
    }
  }
}
