import { cpus } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'

/** What the machine did for a while, beside waiting for us. */
export interface Load {
  /** Share of its processors that was busy. */
  busy: number
  /** How late the worst of many timers was: what a driver would see, with nothing to drive. */
  lagMsMax: number
}

/** Half of what makes a run void. */
const calmLagMs = 10
const calmBusy = 0.25
const sampleMs = 1_000
const tickMs = 5

/** A driver has a fair chance while most of the machine is idle and its timers come on time. */
export const isCalm = ({ busy, lagMsMax }: Load): boolean =>
  busy <= calmBusy && lagMsMax <= calmLagMs

/** Waiting for other work on the machine to end, so much at a time and so much in all. */
export interface Patience {
  secondsAtOnce: number
  secondsInAll: number
}

export const usualPatience: Patience = { secondsAtOnce: 30, secondsInAll: 300 }

/** Comes back when the machine has been calm for two samples, or when patience ends; answers the seconds waited. */
export async function untilCalm(
  patience: Patience,
  signal: AbortSignal,
  look: () => Promise<Load> = sample,
): Promise<number> {
  const start = performance.now()
  const waited = (): number => (performance.now() - start) / 1000
  const limit = Math.min(patience.secondsAtOnce, patience.secondsInAll)
  let calm = 0
  while (calm < 2 && waited() < limit && !signal.aborted) calm = isCalm(await look()) ? calm + 1 : 0
  return waited()
}

export async function sample(): Promise<Load> {
  const before = processorTimes()
  const end = performance.now() + sampleMs
  let lagMsMax = 0
  for (let now = performance.now(); now < end; ) {
    await sleep(tickMs)
    const then = performance.now()
    lagMsMax = Math.max(lagMsMax, then - now - tickMs)
    now = then
  }
  const after = processorTimes()
  const all = after.all - before.all
  return { busy: all > 0 ? 1 - (after.idle - before.idle) / all : 0, lagMsMax }
}

function processorTimes(): { idle: number; all: number } {
  const times = cpus().map((each) => each.times)
  const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0)
  return {
    idle: sum(times.map(({ idle }) => idle)),
    all: sum(times.flatMap((each) => Object.values(each))),
  }
}
