import { openCrowdDriver } from '../../drivers/crowd.ts'
import { type Observable, type Outcome, observeBy } from './compare.ts'

export interface SizesOptions {
  clients: number
  /** Members of each room; the clients are a multiple of each. */
  sizes: readonly number[]
  /** Messages a second, the same for each size. */
  rate: number
  seconds: number
}

export interface Sizes {
  outcomes: Outcome[]
  void: string | null
}

/** CPU is compared, which a late driver does not change; it may be this late before its queue is all that is seen. */
const lagMsLimit = 150

/** The same number of messages to larger and larger rooms: what a message costs, and what one of its deliveries. */
export async function compareSizes(chat: Observable, options: SizesOptions): Promise<Sizes> {
  const { clients, rate, seconds } = options
  await using driver = await openCrowdDriver()
  const outcomes: Outcome[] = []
  let reason: string | null = null
  for (const size of options.sizes) {
    const load = { clients, rooms: clients / size, rate, seconds, lagMsLimit }
    const { outcome, run } = await observeBy(driver, chat, load)
    outcomes.push(outcome)
    reason ??= run.void
  }
  return { outcomes, void: reason }
}
