import { randomBytes } from 'node:crypto'
import { Client, Pool } from 'pg'
import { startChild } from './child.ts'

export interface Database extends AsyncDisposable {
  url: string
  /** Kills the server as a power cut would, but for the pages that the system still holds. */
  crash(): Promise<void>
  /** Starts it again at the same address, with what it had committed. */
  recover(): Promise<void>
}

export interface DatabaseOptions {
  /** Server settings, such as `{ max_connections: '300' }`. */
  settings?: Record<string, string>
  /** A server that runs already; from the environment unless given. */
  url?: string | undefined
}

const startLimitMs = 120_000
const stopLimitMs = 20_000

/**
 * An empty database of its own: on the PostgreSQL that DATABASE_URL names, else on a fresh server from npm. Both go
 * when it is disposed of or when its owner dies.
 */
export async function startDatabase(options: DatabaseOptions = {}): Promise<Database> {
  const { settings = {} } = options
  const given = 'url' in options ? options.url : process.env.DATABASE_URL
  const file = given ? './database-given-process.ts' : './database-process.ts'
  const keeper = await startChild(new URL(file, import.meta.url))
  try {
    const detail = given
      ? { server: given }
      : { settings, password: randomBytes(16).toString('hex') }
    const url = (await keeper.ask('start', detail, startLimitMs)) as string
    return {
      url,
      crash: async () => void (await keeper.ask('crash', null, startLimitMs)),
      recover: async () => void (await keeper.ask('recover', null, startLimitMs)),
      [Symbol.asyncDispose]: () => keeper.stop(stopLimitMs),
    }
  } catch (error) {
    await keeper.stop(stopLimitMs)
    throw error
  }
}

/** A pool that outlives its database: a broken idle connection is no error of anybody's, the next query gets another. */
export function openPool(url: string, connections: number): Pool {
  const pool = new Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: 10_000,
  })
  pool.on('error', () => {})
  return pool
}

/** One connection of its own, for what is bound to a session. */
export async function connectTo(url: string): Promise<Client> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  client.on('error', () => {})
  await client.connect()
  return client
}

/** For what is done once: opens a connection, and closes it whatever happens. */
export async function withConnection<Result>(
  url: string,
  use: (client: Client) => Promise<Result>,
): Promise<Result> {
  const client = await connectTo(url)
  try {
    return await use(client)
  } finally {
    await client.end()
  }
}
