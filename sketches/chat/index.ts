import { startChild } from '../parts/child.ts'
import { startDatabase } from '../parts/database.ts'
import { type ChatOptions, needsDatabase, optionsFrom } from './options.ts'
import type { ChatStats } from './stats.ts'

export { start as startChat }

export interface Chat extends AsyncDisposable {
  addresses: {
    url: string
    page: string
    host: string
    port: number
    /** Null where this chat uses no database. */
    databaseUrl: string | null
  }
  stats(): Promise<ChatStats>
  /** The server processes, without the one that shares out connections. */
  pids(): Promise<number[]>
  /** Of the database: null where there is none, or one that is not ours to crash. */
  database: { crash(): Promise<void>; recover(): Promise<void> } | null
}

const startLimitMs = 120_000
const answerLimitMs = 60_000
const stopLimitMs = 15_000

/** Starts the chat in processes of its own and resolves when it accepts connections. */
export async function start(given: Partial<ChatOptions> = {}): Promise<Chat> {
  const options = optionsFrom(given)
  await using started = new AsyncDisposableStack()
  const database =
    needsDatabase(options) && options.databaseUrl === null
      ? started.use(await startDatabase())
      : null
  if (database !== null) options.databaseUrl = database.url
  const primary = await startChild(new URL('primary.ts', import.meta.url))
  started.defer(() => primary.stop(stopLimitMs))
  const { address: host, port } = (await primary.ask('start', options, startLimitMs)) as {
    address: string
    port: number
  }
  const running = started.move()
  return {
    addresses: {
      url: `ws://${host}:${port}/`,
      page: `http://${host}:${port}/`,
      host,
      port,
      databaseUrl: options.databaseUrl,
    },
    stats: async () => (await primary.ask('stats', null, answerLimitMs)) as ChatStats,
    pids: async () => (await primary.ask('pids', null, answerLimitMs)) as number[],
    database,
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  }
}

export function describe({ addresses }: Chat): string {
  return [
    `The chat runs at ${addresses.page}`,
    'Open it in two windows and talk. Then press "Kill the process that serves me", and see what is lost.',
    'The messages are in the database:',
    `  curl '${addresses.page}recent?room=hall'`,
  ].join('\n')
}
