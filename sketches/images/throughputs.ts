import { orders } from '../drivers/images-orders.ts'
import { type PictureOptions, picture } from '../drivers/images-pictures.ts'
import { startWorkshop } from './workshop.ts'

export interface ThroughputOptions {
  /** As many workers as this, and one alone. */
  cores: number
  picture: PictureOptions
  plan: string
  rounds?: number
}

/** Images a second; of several short rounds the best, since whatever else the machine does only takes away. */
export interface Throughputs {
  oneChild: number
  children: number
  /** The library's own threads, in a single process. */
  threads: number
}

const jobsEach = 3

/** All of them at each round, so that a busy while of the machine falls on all alike. */
export async function throughputs(options: ThroughputOptions): Promise<Throughputs> {
  const { cores, plan, rounds = 3 } = options
  const drawing = picture(options.picture)
  await using one = await startWorkshop({ engine: 'children', workers: 1 })
  await using each = await startWorkshop({ engine: 'children', workers: cores })
  await using loop = await startWorkshop({ engine: 'loop', workers: cores })
  const body = await drawing
  const best: Throughputs = { oneChild: 0, children: 0, threads: 0 }
  const sides = [
    { name: 'oneChild', workshop: one, atOnce: 1 },
    { name: 'children', workshop: each, atOnce: cores },
    { name: 'threads', workshop: loop, atOnce: cores },
  ] as const
  // The first round loads and compiles, and does not count.
  for (let round = 0; round <= rounds; round++)
    for (const { name, workshop, atOnce } of sides) {
      const jobs = round === 0 ? atOnce : jobsEach * atOnce
      const bodies = new Array(jobs).fill(body)
      const done = await orders(workshop.addresses.work, { bodies, atOnce, kind: 'library', plan })
      if (done.failed > 0) throw new Error(`${done.failed} of ${jobs} orders failed`)
      if (round > 0) best[name] = Math.max(best[name], done.perSecond)
    }
  return best
}
