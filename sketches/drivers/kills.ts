import { setTimeout as pause } from 'node:timers/promises'
import { startChild } from '../parts/child.ts'
import { withConnection } from '../parts/database.ts'
import type { Distribution } from './distribution.ts'
import { randomFrom } from './pace.ts'
import { perSecond, type Rate } from './rate.ts'

export interface KillOptions {
  kills: number
  clients: number
  /** Messages a second of all clients together. */
  rate: Rate
  /** Mean time from one kill to the next; the kills fall at random around it. */
  pauseMs?: number
  seed?: number
}

export interface KillResult {
  kills: number
  sent: number
  acknowledged: number
  /** Acknowledged, and not in the database when everything has settled. */
  lost: number
  /** How often a client that had lost its connection was in its room again. */
  returns: number
  /** From a lost connection until its client was in its room again. */
  outage: Distribution
}

/** What a talker's process is asked to do, and what it answers. */
export interface TalkTask {
  url: string
  clients: number
  perSecond: number
}

export interface Talk {
  sent: number
  acknowledged: { room: string; author: string; id: string }[]
  outage: Distribution
}

interface KillableChat {
  addresses: { url: string; databaseUrl: string | null }
  pids(): Promise<number[]>
  stats(): Promise<{ unstored: number; processes: unknown[] }>
}

const talkLimitMs = 60_000
const settleLimitMs = 60_000

/**
 * Kills one server process after another with SIGKILL while clients talk, come back after a broken connection and
 * send again what nobody acknowledged. Then counts which acknowledged messages the database does not hold.
 */
export async function killDuringTalk(
  chat: KillableChat,
  options: KillOptions,
): Promise<KillResult> {
  const { kills, clients, rate, pauseMs = 1_000, seed = 1 } = options
  const { url, databaseUrl } = chat.addresses
  if (databaseUrl === null) throw new Error('Unexpected chat without a database, expected one')
  const processes = (await chat.pids()).length
  const random = randomFrom(seed)
  const talker = await startChild(new URL('kills-process.ts', import.meta.url))
  try {
    const task: TalkTask = { url, clients, perSecond: perSecond(rate) }
    await talker.ask('begin', task, talkLimitMs)
    for (let killed = 0; killed < kills; ) {
      await pause(pauseMs * (0.5 + random()))
      const pids = await chat.pids()
      const pid = pids[Math.floor(random() * pids.length)]
      if (pid !== undefined && kill(pid)) killed++
    }
    const talk = (await talker.ask('end', null, talkLimitMs)) as Talk
    await settle(chat, processes)
    const lost = await countMissing(databaseUrl, talk.acknowledged)
    const returns = talk.outage.count
    return { ...talk, kills, returns, acknowledged: talk.acknowledged.length, lost }
  } finally {
    await talker.stop(5_000)
  }
}

function kill(pid: number): boolean {
  try {
    return process.kill(pid, 'SIGKILL')
  } catch {
    // It had ended between the question and the signal.
    return false
  }
}

async function settle(chat: KillableChat, processes: number): Promise<void> {
  for (const end = Date.now() + settleLimitMs; Date.now() < end; await pause(50)) {
    const stats = await chat.stats()
    if (stats.processes.length === processes && stats.unstored === 0) return
  }
  throw new Error(`The chat has not settled within ${settleLimitMs} ms after the last kill`)
}

async function countMissing(url: string, messages: Talk['acknowledged']): Promise<number> {
  const { rows } = await withConnection(url, (client) =>
    client.query(
      `select count(*)::int as missing
        from unnest($1::text[], $2::text[], $3::text[]) as said (room, author, id)
        where not exists (select from chat_message as message
          where (message.room, message.author, message.id) = (said.room, said.author, said.id))`,
      [
        messages.map(({ room }) => room),
        messages.map(({ author }) => author),
        messages.map(({ id }) => id),
      ],
    ),
  )
  return rows[0].missing
}
