import { randomBytes } from 'node:crypto'
import { createClient } from '@redis/client'
import type { Bus } from './bus.ts'
import { noTraffic } from './traffic.ts'

const separator = '\u001e'

/** Redis pub/sub. What one turn of the event loop publishes on a channel travels as one message. */
export async function openRedisBus(url: string): Promise<Bus> {
  const origin = randomBytes(6).toString('base64url')
  const traffic = noTraffic()
  const reconnectStrategy = (retries: number) => Math.min(1_000, 50 * 2 ** retries)
  const publisher = createClient({
    url,
    disableOfflineQueue: true,
    socket: { reconnectStrategy },
  })
  const subscriber = publisher.duplicate({ disableOfflineQueue: false })
  for (const client of [publisher, subscriber]) client.on('error', () => {})
  await Promise.all([publisher.connect(), subscriber.connect()])
  let waiting = new Map<string, string[]>()
  const sending = new Set<Promise<void>>()

  function flush(): void {
    for (const [channel, payloads] of waiting) {
      const sent = send(channel, payloads).finally(() => sending.delete(sent))
      sending.add(sent)
    }
    waiting = new Map()
  }

  async function send(channel: string, payloads: string[]): Promise<void> {
    try {
      await publisher.publish(channel, [origin, ...payloads.map(marked)].join(separator))
    } catch {
      traffic.dropped += payloads.length
    }
  }

  return {
    publish(channel, payload) {
      traffic.published++
      if (!publisher.isReady) {
        traffic.dropped++
        return
      }
      if (waiting.size === 0) setImmediate(flush)
      const payloads = waiting.get(channel)
      if (payloads === undefined) waiting.set(channel, [payload])
      else payloads.push(payload)
    },
    async subscribe(channel, receive) {
      await subscriber.subscribe(channel, (message) => {
        const [from, ...payloads] = message.split(separator)
        if (from === origin) return
        traffic.received += payloads.length
        for (const payload of payloads) receive(unmarked(payload))
      })
    },
    traffic: () => ({ ...traffic }),
    async close() {
      flush()
      await Promise.all(sending)
      publisher.destroy()
      subscriber.destroy()
    },
  }
}

/** Nearly no text holds a separator; one that does is marked and carried without. */
function marked(payload: string): string {
  return payload.includes(separator) || payload.startsWith('\u001f')
    ? `\u001f${JSON.stringify(payload)}`
    : payload
}

function unmarked(payload: string): string {
  return payload.startsWith('\u001f') ? JSON.parse(payload.slice(1)) : payload
}
