import { setTimeout as pause } from 'node:timers/promises'
import { type Client, escapeIdentifier, type QueryResult } from 'pg'
import { connectTo } from './database.ts'

export interface Listener {
  listen(channel: string): Promise<void>
  /** Runs on the same connection; rejects while there is none. */
  query(statement: Statement): Promise<QueryResult>
  isConnected(): boolean
  close(): Promise<void>
}

/** A name makes the server prepare the statement once for a connection. */
export interface Statement {
  name?: string
  text: string
  values: unknown[]
}

const [firstPauseMs, lastPauseMs] = [50, 1_000]

/** A connection that hears NOTIFY, and that is made anew, with the same channels, whenever it breaks. */
export async function openListener(
  url: string,
  receive: (channel: string, payload: string) => void,
): Promise<Listener> {
  const channels = new Set<string>()
  let client: Client | null = null
  let closed = false
  let last: Promise<unknown> = Promise.resolve()

  /** One statement at a time: a connection answers them in their order anyway. */
  function inTurn<Result>(run: () => Promise<Result>): Promise<Result> {
    const turn = last.then(run, run)
    last = turn.catch(() => {})
    return turn
  }

  async function connect(): Promise<void> {
    const fresh = await connectTo(url)
    fresh.on('notification', ({ channel, payload }) => receive(channel, payload ?? ''))
    fresh.once('end', () => {
      if (client === fresh) client = null
      if (!closed) void reconnect()
    })
    for (const channel of channels) await fresh.query(`listen ${escapeIdentifier(channel)}`)
    if (closed) await fresh.end()
    else client = fresh
  }

  async function reconnect(): Promise<void> {
    for (let waitMs = firstPauseMs; !closed; waitMs = Math.min(lastPauseMs, waitMs * 2)) {
      await pause(waitMs, undefined, { ref: false })
      try {
        await connect()
        return
      } catch {
        // The server is still away; the next round asks again.
      }
    }
  }

  await connect()
  return {
    async listen(channel) {
      channels.add(channel)
      await inTurn(async () => client?.query(`listen ${escapeIdentifier(channel)}`))
    },
    query: (statement) =>
      inTurn(async () => {
        if (client === null) throw new Error('There is no connection to the database at the moment')
        return client.query(statement)
      }),
    isConnected: () => client !== null,
    async close() {
      closed = true
      await last
      await client?.end()
    },
  }
}
