import { once } from 'node:events'
import { WebSocket } from 'ws'
import { until } from '../processes.ts'

interface Received {
  type: string
  [name: string]: unknown
}

/** A client as a test wants it: it keeps what it received, and waits for what it expects. */
export interface Client {
  socket: WebSocket
  received: Received[]
  send(request: object): void
  join(room: string, name: string): Promise<void>
  /** Resolves with the first such message, past or to come. */
  first(type: string, fields?: object): Promise<Received>
  count(type: string): number
  closed: Promise<{ code: number; reason: string }>
}

export async function connectClient(url: string, options: object = {}): Promise<Client> {
  // A connection on its way to a process that is killed is answered by nobody.
  const socket = new WebSocket(url, { handshakeTimeout: 5_000, ...options })
  const received: Received[] = []
  socket.on('message', (data) => received.push(JSON.parse(data.toString())))
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.on('close', (code, reason) => resolve({ code, reason: String(reason) }))
  })
  socket.on('error', () => {})
  await once(socket, 'open').catch(() => closed)

  async function first(type: string, fields: object = {}): Promise<Received> {
    const wanted = Object.entries({ type, ...fields })
    const find = () =>
      received.find((each) => wanted.every(([name, value]) => `${each[name]}` === `${value}`))
    await until(() => find() !== undefined)
    return find() ?? { type }
  }

  return {
    socket,
    received,
    send: (request) => socket.send(JSON.stringify(request)),
    async join(room, name) {
      socket.send(JSON.stringify({ type: 'join', room, name }))
      await first('joined', { room })
    },
    first,
    count: (type) => received.filter((each) => each.type === type).length,
    closed,
  }
}
