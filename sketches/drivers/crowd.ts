import { type Child, startChild } from '../parts/child.ts'
import type { DialectName } from './dialect.ts'
import type { Distribution } from './distribution.ts'
import { perSecond, type Rate } from './rate.ts'

export interface CrowdOptions extends Talk {
  clients: number
  rooms: number
  /** Plain JSON unless given. */
  dialect?: DialectName | undefined
}

export interface Talk {
  /** Messages a second of the whole crowd. */
  rate: Rate
  seconds: number
  /** Sent and delivered, but not counted, while caches fill and code is compiled; 1 unless given. */
  warmupSeconds?: number
  /** Length of a message's text; 100 unless given. */
  textBytes?: number
  /** A driver that was later than this makes the run void; 20 unless given. What only costs CPU bears more. */
  lagMsLimit?: number
  /** The same seed sends at the same moments from the same clients. */
  seed?: number
}

export interface CrowdResult {
  /**
   * From the moment at which a message was to be sent until a member of its room had it, or until the driver gave up
   * waiting: what is lost was not quick.
   */
  latency: Distribution
  /** From the same moment until its author was told that it is accepted, or until the driver gave up waiting. */
  acknowledgement: Distribution
  sent: number
  acknowledged: number
  /** Copies: a message to a room of ten makes ten. */
  delivered: number
  lost: number
  doubled: number
  disconnected: number
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
  dialect: DialectName
}

/** What the driver's process is asked to do. */
export interface TalkTask {
  perSecond: number
  seconds: number
  warmupSeconds: number
  textBytes: number
  lagMsLimit: number
  seed: number
}

/** Connected clients, which only listen until they are asked to talk. */
export interface Crowd extends AsyncDisposable {
  /** What connecting took, the last time that it was asked for. */
  connectS(): number
  /** Connects more, until there are so many. */
  grow(clients: number): Promise<void>
  /** They send at moments fixed beforehand, whatever the server does: its queue shows as latency. */
  talk(talk: Talk): Promise<CrowdResult>
}

interface Target {
  addresses: { host: string; port: number }
}

const connectLimitMs = 120_000
const drainLimitS = 30
const partLimitMs = 20_000
const stopLimitMs = 5_000

/** Many clients in rooms of equal size, in a process of their own, for one talk. */
export async function crowd(chat: Target, options: CrowdOptions): Promise<CrowdResult> {
  await using gathered = await gatherCrowd(chat, options)
  return await gathered.talk(options)
}

/** A process for one crowd after the other: what is warm in it stays so. */
export interface CrowdDriver extends AsyncDisposable {
  gather(chat: Target, options: Gathering): Promise<Crowd>
}

type Gathering = Pick<CrowdOptions, 'clients' | 'rooms' | 'dialect'>

export async function openCrowdDriver(): Promise<CrowdDriver> {
  const driver = await startChild(new URL('crowd-process.ts', import.meta.url))
  return {
    gather: (chat, options) =>
      gather(driver, {
        chat,
        options,
        part: async () => void (await driver.ask('part', null, partLimitMs)),
      }),
    [Symbol.asyncDispose]: () => driver.stop(stopLimitMs),
  }
}

/** The same for several talks, or for none: it stays connected until it is disposed of. */
export async function gatherCrowd(chat: Target, options: Gathering): Promise<Crowd> {
  const driver = await startChild(new URL('crowd-process.ts', import.meta.url))
  return gather(driver, { chat, options, part: () => driver.stop(stopLimitMs) })
}

interface Meeting {
  chat: Target
  options: Gathering
  /** Ends all connections. */
  part(): Promise<void>
}

async function gather(driver: Child, { chat, options, part }: Meeting): Promise<Crowd> {
  const { host, port } = chat.addresses
  const { clients, rooms, dialect = 'plain' } = options
  let connectS = 0

  async function grow(number: number): Promise<void> {
    const isPossible = Number.isInteger(number) && number >= 1 && number <= 15_000
    need(isPossible, `clients ${number}`, '1 to 15,000: one process holds no more')
    const places: Places = { host, port, clients: number, rooms, dialect }
    connectS = (await driver.ask('gather', places, connectLimitMs)) as number
  }

  async function talk(options: Talk): Promise<CrowdResult> {
    const task = taskOf(options)
    const limitS = task.warmupSeconds + task.seconds + drainLimitS
    return (await driver.ask('talk', task, limitS * 1000)) as CrowdResult
  }

  try {
    need(rooms >= 1 && rooms <= clients, `rooms ${rooms}`, `1 to ${clients}, a client in each`)
    await grow(clients)
  } catch (error) {
    await part()
    throw error
  }
  return { connectS: () => connectS, grow, talk, [Symbol.asyncDispose]: part }
}

function taskOf({ rate, seconds, ...given }: Talk): TalkTask {
  const usual = { warmupSeconds: 1, textBytes: 100, lagMsLimit: 20, seed: 1 }
  const { warmupSeconds, textBytes, lagMsLimit, seed } = { ...usual, ...given }
  need(seconds > 0 && seconds <= 300, `seconds ${seconds}`, 'up to 300')
  return { seconds, warmupSeconds, textBytes, lagMsLimit, seed, perSecond: perSecond(rate) }
}

function need(holds: boolean, seen: string, expected: string): void {
  if (!holds) throw new RangeError(`Unexpected ${seen}, expected ${expected}`)
}
