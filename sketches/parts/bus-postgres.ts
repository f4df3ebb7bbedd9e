import { randomBytes } from 'node:crypto'
import type { Bus } from './bus.ts'
import { withConnection } from './database.ts'
import { openListener } from './listener.ts'
import { noTraffic } from './traffic.ts'

/** PostgreSQL refuses a payload of 8,000 bytes or more. */
const payloadBytesMax = 7_999
const waitingBytesMax = 16 << 20
const separator = '\u001e'
const keptSeconds = 60

const schema = `
  create unlogged table if not exists bus_payload (
    id bigint generated always as identity primary key,
    payload bytea not null,
    at timestamptz not null default now())`

/**
 * What one round trip to the server leaves waiting goes with the next, many texts in one NOTIFY: the server takes a
 * lock over all databases for each transaction that notifies, so their number is what limits it. Texts of 8 KB and
 * more are kept in a table and fetched, and may be overtaken.
 */
export async function openPostgresBus(url: string): Promise<Bus> {
  await withConnection(url, (client) =>
    client.query(`select pg_advisory_lock(hashtext('bus_payload')); ${schema}`),
  )
  const origin = randomBytes(6).toString('base64url')
  const receivers = new Map<string, (payload: string) => void>()
  const traffic = noTraffic()
  let waiting: [channel: string, payload: string][] = []
  let waitingBytes = 0
  let sending: Promise<void> | null = null
  let sequence = 0

  const listener = await openListener(url, (channel, notice) => {
    if (notice.startsWith(origin)) return
    const payload = notice.slice(notice.indexOf('\n') + 1)
    if (notice[origin.length] === 'p') hand(channel, payload.split(separator))
    else
      fetchPayload(payload).then(
        (fetched) => hand(channel, fetched),
        () => {},
      )
  })

  function hand(channel: string, payloads: string[]): void {
    traffic.received += payloads.length
    for (const payload of payloads) receivers.get(channel)?.(payload)
  }

  async function fetchPayload(id: string): Promise<string[]> {
    const text = 'select payload from bus_payload where id = $1'
    const { rows } = await listener.query({ text, values: [id] })
    return rows.map(({ payload }) => payload.toString())
  }

  async function send(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting
      waiting = []
      waitingBytes = 0
      try {
        const notices = noticesOf(batch, () => `${origin}p${sequence++}\n`)
        if (notices.channels.length > 0) await notify(notices)
        for (const [channel, payload] of batch) if (isLarge(payload)) await store(channel, payload)
      } catch {
        traffic.dropped += batch.length
      }
    }
    sending = null
  }

  async function notify({ channels, payloads }: Notices): Promise<void> {
    await listener.query({
      name: 'bus-notify',
      text: 'select pg_notify(c, p) from unnest($1::text[], $2::text[]) as notice(c, p)',
      values: [channels, payloads],
    })
  }

  async function store(channel: string, payload: string): Promise<void> {
    await listener.query({
      text: `with gone as (delete from bus_payload where at < now() - interval '${keptSeconds} s'),
        kept as (insert into bus_payload (payload) values ($1) returning id)
        select pg_notify($2, $3 || id) from kept`,
      values: [Buffer.from(payload), channel, `${origin}i${sequence++}\n`],
    })
  }

  return {
    publish(channel, payload) {
      traffic.published++
      if (!listener.isConnected() || waitingBytes > waitingBytesMax) {
        traffic.dropped++
        return
      }
      waiting.push([channel, payload])
      waitingBytes += payload.length
      sending ??= Promise.resolve().then(send)
    },
    async subscribe(channel, receive) {
      receivers.set(channel, receive)
      await listener.listen(channel)
    },
    traffic: () => ({ ...traffic }),
    async close() {
      await sending
      await listener.close()
    },
  }
}

interface Notices {
  channels: string[]
  payloads: string[]
}

/** Fills each notice as far as it goes; the head makes it unique, since equal ones of a transaction arrive as one. */
function noticesOf(batch: [string, string][], head: () => string): Notices {
  const notices: Notices = { channels: [], payloads: [] }
  const open = new Map<string, { at: number; bytes: number }>()
  for (const [channel, payload] of batch) {
    if (isLarge(payload)) continue
    const bytes = Buffer.byteLength(payload) + separator.length
    const last = open.get(channel)
    if (last !== undefined && last.bytes + bytes <= payloadBytesMax) {
      notices.payloads[last.at] += separator + payload
      last.bytes += bytes
    } else {
      const first = head()
      open.set(channel, { at: notices.channels.push(channel) - 1, bytes: first.length + bytes })
      notices.payloads.push(first + payload)
    }
  }
  return notices
}

/** Travels by id: what is too long, and what a text of the server cannot hold or would be cut by. */
function isLarge(payload: string): boolean {
  return (
    Buffer.byteLength(payload) > payloadBytesMax - 64 ||
    payload.includes(separator) ||
    payload.includes('\0')
  )
}
