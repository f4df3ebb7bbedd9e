import { randomBytes } from 'node:crypto'

export interface ChatOptions {
  /** Server processes that share the one address. */
  processes: number
  /** 0 takes any free port. */
  port: number
  /** How a message reaches the members of its room in other processes: PostgreSQL where there are several. */
  bus: 'none' | 'relay' | 'postgres' | 'redis'
  /**
   * When an author is told that a message is accepted, and its room gets it: at once, when it stands in a log
   * (written, or synced as well), or when the database has committed it.
   */
  acknowledge: 'received' | 'written' | 'synced' | 'committed'
  /** Whether messages go to the database at all. */
  persistence: 'none' | 'postgres'
  /** Encrypts what is stored: not, on the event loop, or on worker threads. */
  sealing: 'none' | 'inline' | 'threads'
  /** 32 bytes in hexadecimal. */
  sealingKey: string
  /** Tells the members of a room who is there. */
  presence: boolean
  /** Longest text of a message; a frame may be a quarter of a KiB longer. */
  textBytesMax: number
  /** What one connection may say in the long run; a burst may be twice that. */
  messagesPerSMax: number
  socketsPerProcessMax: number
  /** A reader for whom more than this waits is dropped. */
  waitingBytesMax: number
  /** Messages that wait for the database, after which new ones are refused. */
  unstoredMax: number
  /** Pause between pings; a connection that is silent for two is dropped. */
  heartbeatMs: number
  /** Where the log is kept; in a temporary folder, which goes with the chat, unless given. */
  folder: string | null
  databaseUrl: string | null
  redisUrl: string | null
  /** Lets a client end the process that serves it. For people who want to see what happens then. */
  killable: boolean
  /** A process that ends loses what it had not synced, as if the power had failed. For tests of the log. */
  cutUnsynced: boolean
}

export const defaults: ChatOptions = {
  processes: 1,
  port: 0,
  bus: 'none',
  acknowledge: 'synced',
  persistence: 'postgres',
  sealing: 'inline',
  sealingKey: '',
  presence: true,
  textBytesMax: 1024,
  messagesPerSMax: 20,
  socketsPerProcessMax: 15_000,
  waitingBytesMax: 256 * 1024,
  unstoredMax: 50_000,
  heartbeatMs: 30_000,
  folder: null,
  databaseUrl: null,
  redisUrl: null,
  killable: false,
  cutUnsynced: false,
}

/** What cannot work together is said at the start, not found out by a silent half of a room. */
export function optionsFrom(given: Partial<ChatOptions>): ChatOptions {
  const options: ChatOptions = {
    ...defaults,
    bus: (given.processes ?? 1) > 1 ? 'postgres' : 'none',
    sealingKey: randomBytes(32).toString('hex'),
    redisUrl: process.env.REDIS_URL ?? null,
    ...given,
  }
  const { processes, bus, acknowledge, persistence, redisUrl } = options
  if (!Number.isInteger(processes) || processes < 1 || processes > 64)
    throw new RangeError(`Unexpected processes ${processes}, expected 1 to 64`)
  if (bus === 'none' && processes > 1)
    throw new RangeError('Unexpected bus none, expected one where there are several processes')
  if (bus === 'redis' && !redisUrl)
    throw new RangeError('Unexpected bus redis, expected its address in REDIS_URL or redisUrl')
  if (acknowledge === 'committed' && persistence === 'none')
    throw new RangeError('Unexpected acknowledgement of what is committed, expected a persistence')
  return options
}

export function needsDatabase({ bus, persistence }: ChatOptions): boolean {
  return bus === 'postgres' || persistence === 'postgres'
}

export function hasLog({ acknowledge }: ChatOptions): boolean {
  return acknowledge === 'written' || acknowledge === 'synced'
}
