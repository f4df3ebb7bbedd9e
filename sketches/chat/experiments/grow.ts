import { type CrowdResult, gatherCrowd } from '../../drivers/crowd.ts'
import type { Rate } from '../../drivers/rate.ts'
import type { Observable, Usage } from './compare.ts'

export interface Growth<Stats> {
  /** What the chat's own processes had used with so many sockets, step by step. */
  steps: Stats[]
  connectS: number
  talk: CrowdResult
  /** What they had used after the talk, and what was seen during it. */
  after: Stats
  cpuMsPerMessage: number
  void: string | null
}

export interface GrowthOptions {
  steps: number[]
  rooms: number
  rate: Rate
  seconds: number
  lagMsLimit?: number
}

/** Connects more and more clients, looks at the memory after each step, and lets the last and largest crowd talk. */
export async function grow<Stats extends Usage>(
  chat: Observable<Stats>,
  options: GrowthOptions,
): Promise<Growth<Stats>> {
  const { rooms, steps: _, ...talking } = options
  const [first = 1, ...more] = options.steps
  await using crowd = await gatherCrowd(chat, { clients: first, rooms })
  const steps = [await chat.stats()]
  let connectS = crowd.connectS()
  for (const sockets of more) {
    await crowd.grow(sockets)
    connectS += crowd.connectS()
    steps.push(await chat.stats())
  }
  await crowd.talk({ ...talking, seconds: 1, warmupSeconds: 0 })
  const before = await chat.stats()
  const talk = await crowd.talk({ ...talking, warmupSeconds: 0 })
  const after = await chat.stats()
  return {
    ...{ steps, connectS, talk, after },
    cpuMsPerMessage: ((after.cpuS - before.cpuS) * 1000) / talk.sent,
    void: talk.void,
  }
}
