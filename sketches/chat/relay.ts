import cluster from 'node:cluster'
import type { Bus } from '../parts/bus.ts'
import { noTraffic } from '../parts/traffic.ts'

interface Relayed {
  relay: [channel: string, payload: string][]
}

/**
 * The bus that needs nothing: the primary process passes on what a server process sends it. It ends at one machine,
 * and every message crosses one process more than over a real bus.
 */
export function relayBus(): Bus {
  const receivers = new Map<string, (payload: string) => void>()
  const traffic = noTraffic()
  let batch: Relayed['relay'] = []

  process.on('message', (message: unknown) => {
    if (!isRelayed(message)) return
    traffic.received += message.relay.length
    for (const [channel, payload] of message.relay) receivers.get(channel)?.(payload)
  })

  /** What one turn of the event loop publishes travels together: a message between processes costs by the piece. */
  function flush(): void {
    const message: Relayed = { relay: batch }
    // An error here means that the primary is gone, which ends this process by itself.
    if (process.connected) process.send?.(message, undefined, undefined, () => {})
    batch = []
  }

  return {
    publish(channel, payload) {
      traffic.published++
      if (batch.push([channel, payload]) === 1) setImmediate(flush)
    },
    async subscribe(channel, receive) {
      receivers.set(channel, receive)
    },
    traffic: () => ({ ...traffic }),
    async close() {},
  }
}

/** The primary's side. */
export function passOnBetweenWorkers(): void {
  cluster.on('message', (sender, message: unknown) => {
    if (!isRelayed(message)) return
    for (const worker of Object.values(cluster.workers ?? {}))
      if (worker !== undefined && worker !== sender && worker.isConnected())
        worker.send(message, () => {})
  })
}

function isRelayed(message: unknown): message is Relayed {
  return typeof message === 'object' && message !== null && 'relay' in message
}
