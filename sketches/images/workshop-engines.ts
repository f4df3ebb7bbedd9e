import { Worker } from 'node:worker_threads'
import { type Child, startChild } from '../parts/child.ts'
import { ownCpuS } from '../parts/own-usage.ts'
import type { WorkshopOptions } from './workshop.ts'
import { type WorkOrder, work } from './workshop-work.ts'

/** Where the work is done: the alternatives differ in nothing else. */
export interface Engine {
  run(order: WorkOrder): Promise<number>
  cpuS(): Promise<number>
  close(): Promise<void>
}

/** One of several hands, which does one order at a time. */
interface Hand {
  run(order: WorkOrder): Promise<number>
  costs(): Promise<number>
  close(): Promise<void>
}

const orderLimitMs = 120_000
const openLimitMs = 30_000

export async function openEngine({
  engine,
  workers,
  workerBytesMax,
}: WorkshopOptions): Promise<Engine> {
  const makeHand = {
    loop: async (): Promise<Hand> => ({ run: work, costs: async () => 0, close: async () => {} }),
    threads: async () => threadHand(),
    children: () => childHand(workerBytesMax),
  }[engine]
  const hands = await Promise.all(Array.from({ length: workers }, makeHand))
  const all = new Set(hands)
  const free = [...hands]
  const waiting: ((hand: Hand) => void)[] = []

  function put(hand: Hand): void {
    const next = waiting.shift()
    if (next === undefined) free.push(hand)
    else next(hand)
  }

  /** A hand that has fallen over is replaced by another. */
  async function replace(hand: Hand): Promise<Hand> {
    all.delete(hand)
    const fresh = await makeHand()
    all.add(fresh)
    return fresh
  }

  return {
    async run(order) {
      const hand = free.pop() ?? (await new Promise<Hand>((resume) => waiting.push(resume)))
      try {
        const bytes = await hand.run(order)
        put(hand)
        return bytes
      } catch (error) {
        put(engine === 'children' ? await replace(hand) : hand)
        throw error
      }
    },
    async cpuS() {
      const costs = await Promise.all([...all].map((hand) => hand.costs()))
      return ownCpuS() + costs.reduce((sum, each) => sum + each, 0)
    },
    close: async () => void (await Promise.all([...all].map((hand) => hand.close()))),
  }
}

/** Its CPU time is that of the whole process, and counted there. */
function threadHand(): Hand {
  const thread = new Worker(new URL('workshop-thread.ts', import.meta.url))
  return {
    run: (order) =>
      new Promise((resolve, reject) => {
        thread.once('message', ({ bytes, error }: { bytes?: number; error?: string }) => {
          if (bytes === undefined) reject(new Error(error))
          else resolve(bytes)
        })
        thread.postMessage({ id: 0, order })
      }),
    costs: async () => 0,
    close: async () => void (await thread.terminate()),
  }
}

async function childHand(bytesMax: number | null): Promise<Hand> {
  const child: Child = await startChild(new URL('workshop-child.ts', import.meta.url))
  if (bytesMax !== null) await child.ask('limitMemory', bytesMax, openLimitMs)
  return {
    run: async (order) => (await child.ask('work', order, orderLimitMs)) as number,
    async costs() {
      const costs = (await child.ask('costs', null, openLimitMs)) as { cpuS: number }
      return costs.cpuS
    },
    close: () => child.stop(2_000),
  }
}
