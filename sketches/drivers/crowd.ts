import { startChild } from '../parts/child.ts'
import type { Distribution } from './distribution.ts'
import { perSecond, type Rate } from './rate.ts'

export interface CrowdOptions {
  clients: number
  rooms: number
  /** Messages a second of the whole crowd. */
  rate: Rate
  seconds: number
  /** Sent and delivered, but not counted, while caches fill and code is compiled; 1 unless given. */
  warmupSeconds?: number
  /** Length of a message's text; 100 unless given. */
  textBytes?: number
  /** The same seed sends at the same moments from the same clients. */
  seed?: number
}

export interface CrowdResult {
  /** From the moment at which a message was to be sent until a member of its room had it. */
  latency: Distribution
  /** From the same moment until its author was told that it is accepted. */
  acknowledgement: Distribution
  sent: number
  acknowledged: number
  /** Copies: a message to a room of ten makes ten. */
  delivered: number
  lost: number
  doubled: number
  disconnected: number
  connectS: number
  lagMsMax: number
  /** Why this run says nothing about the server, or null. */
  void: string | null
}

/** Who connects where. */
export interface Places {
  host: string
  port: number
  clients: number
  rooms: number
}

/** What the driver's process is asked to do. */
export interface CrowdTask extends Places {
  perSecond: number
  seconds: number
  warmupSeconds: number
  textBytes: number
  seed: number
}

const connectLimitS = 120
const drainLimitS = 30

/**
 * Many clients in rooms of equal size, in a process of their own. They send at moments fixed beforehand, whatever
 * the server does (an open loop), so that its queue shows as latency and not as a lower rate.
 */
export async function crowd(
  chat: { addresses: { host: string; port: number } },
  options: CrowdOptions,
): Promise<CrowdResult> {
  const task = taskFrom(chat.addresses, options)
  const driver = await startChild(new URL('crowd-process.ts', import.meta.url))
  try {
    const limitS = connectLimitS + task.warmupSeconds + task.seconds + drainLimitS
    return (await driver.ask('run', task, limitS * 1000)) as CrowdResult
  } finally {
    await driver.stop(5_000)
  }
}

export interface HeldCrowd extends AsyncDisposable {
  connectS: number
}

/** Connects a crowd that only listens, until it is disposed of: for what a connection costs in memory. */
export async function holdCrowd(
  chat: { addresses: { host: string; port: number } },
  { clients, rooms }: Pick<CrowdOptions, 'clients' | 'rooms'>,
): Promise<HeldCrowd> {
  const task = taskFrom(chat.addresses, { clients, rooms, rate: 1, seconds: 1 })
  const driver = await startChild(new URL('crowd-process.ts', import.meta.url))
  try {
    const connectS = (await driver.ask('hold', task, connectLimitS * 1000)) as number
    return { connectS, [Symbol.asyncDispose]: () => driver.stop(5_000) }
  } catch (error) {
    await driver.stop(5_000)
    throw error
  }
}

function taskFrom(
  { host, port }: { host: string; port: number },
  options: CrowdOptions,
): CrowdTask {
  const { clients, rooms, rate, seconds } = options
  if (!Number.isInteger(clients) || clients < 1 || clients > 15_000)
    throw new RangeError(
      `Unexpected clients ${clients}, expected 1 to 15,000: one process holds no more`,
    )
  if (!Number.isInteger(rooms) || rooms < 1 || rooms > clients)
    throw new RangeError(`Unexpected rooms ${rooms}, expected 1 to ${clients}, a client in each`)
  if (!(seconds > 0) || seconds > 300)
    throw new RangeError(`Unexpected seconds ${seconds}, expected up to 300`)
  const { warmupSeconds = 1, textBytes = 100, seed = 1 } = options
  return {
    ...{ host, port, clients, rooms, seconds, warmupSeconds, textBytes, seed },
    perSecond: perSecond(rate),
  }
}
