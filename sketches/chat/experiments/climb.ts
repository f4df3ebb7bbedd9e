import { gatherCrowd } from '../../drivers/crowd.ts'
import { percentile } from '../../drivers/distribution.ts'
import type { Observable } from './compare.ts'

export interface ClimbOptions {
  clients: number
  rooms: number
  /** Messages a second, from the lowest to the highest. */
  rates: readonly number[]
  seconds: number
  /** A rate is carried while half of its messages arrive within this, and none is lost. */
  inTimeMs: number
}

export interface Step {
  perSecond: number
  medianMs: number
  p99Ms: number
  isCarried: boolean
  lost: number
  /** What the chat's processes together kept busy, from the first message until the last one has arrived. */
  cores: number
  /** The driver's own, which is in the latency: a late driver makes the chat look worse, and never better. */
  lagMsMax: number
}

export interface Climb {
  steps: Step[]
  /** The highest rate that is carried with all those below it; 0 where there is none. */
  carriedPerS: number
  /** The median latency at the last rate, over that at the first. */
  lastToFirst: number
  void: string | null
}

const triesMax = 3
/** A chat that is late though it loses nothing and uses less than this waits for a core, or for a late driver. */
const busyCores = 0.5

/**
 * Offers more and more to the same crowd. A queue that grows for as long as a rate lasts is no hiccup of the machine:
 * a rate that is missed is tried again, and only another miss ends the climb. What is above it is offered once.
 */
export async function climb(chat: Observable, options: ClimbOptions): Promise<Climb> {
  const { clients, rooms, rates, seconds, inTimeMs } = options
  await using crowd = await gatherCrowd(chat, { clients, rooms })
  await crowd.talk({ rate: rates[0] ?? 1, seconds: 1, warmupSeconds: 0 })

  async function offer(perSecond: number): Promise<Step> {
    const before = await chat.stats()
    const startMs = performance.now()
    const run = await crowd.talk({ rate: perSecond, seconds, warmupSeconds: 0 })
    const { cpuS } = await chat.stats()
    const lookedS = (performance.now() - startMs) / 1000
    const { latency, lost, disconnected, lagMsMax } = run
    const [medianMs, p99Ms] = [percentile(latency, 50), percentile(latency, 99)]
    const isCarried = lost === 0 && disconnected === 0 && medianMs <= inTimeMs
    const cores = (cpuS - before.cpuS) / lookedS
    return { perSecond, medianMs, p99Ms, isCarried, lost, cores, lagMsMax }
  }

  const steps: Step[] = []
  for (const perSecond of rates) {
    const isOver = steps.some(({ isCarried }) => !isCarried)
    let step = await offer(perSecond)
    for (let tries = 1; !step.isCarried && !isOver && tries < triesMax; tries++)
      step = await offer(perSecond)
    steps.push(step)
  }
  return { steps, ...endOf(steps) }
}

function endOf(steps: Step[]): Omit<Climb, 'steps'> {
  const end = steps.findIndex(({ isCarried }) => !isCarried)
  const missed = steps[end]
  return {
    lastToFirst: (steps.at(-1)?.medianMs ?? Number.NaN) / (steps[0]?.medianMs ?? Number.NaN),
    carriedPerS: steps[end === -1 ? steps.length - 1 : end - 1]?.perSecond ?? 0,
    void:
      missed === undefined || missed.lost > 0 || missed.cores >= busyCores ? null : starved(missed),
  }
}

const starved = ({ cores, lagMsMax }: Step): string =>
  `messages were late while the chat had ${cores.toFixed(2)} cores; driver lagged ${Math.round(lagMsMax)} ms`
