import { setTimeout as pause } from 'node:timers/promises'
import { WebSocket } from 'ws'
import { answerOwner } from '../parts/child.ts'
import { recorder } from './distribution.ts'
import type { Talk, TalkTask } from './kills.ts'

const clientsARoom = 5
const reconnectMs = 50
const ackLimitMs = 20_000
/** A connection that is handed to a process in the moment of its death is answered by nobody, and ended by nobody. */
const handshakeLimitMs = 3_000

const talk: Talk = {
  sent: 0,
  acknowledged: [],
  outage: { kind: 'distribution', unit: 'ms', values: [], count: 0, min: 0, max: 0, mean: 0 },
}
const outage = recorder('ms')
const talkers: Talker[] = []
let ending = false
answerOwner({ begin, end })

/** A client as a person's program would be: it comes back, and sends again what nobody has acknowledged. */
interface Talker {
  author: string
  room: string
  socket: WebSocket
  unacknowledged: Map<string, string>
  lostAtMs: number | null
}

async function begin({ url, clients, perSecond }: TalkTask): Promise<void> {
  const joined = Array.from({ length: clients }, (_, index) => {
    const talker: Talker = {
      author: `talker-${index}`,
      room: `room-${Math.floor(index / clientsARoom)}`,
      socket: new WebSocket(url, { handshakeTimeout: handshakeLimitMs }),
      unacknowledged: new Map(),
      lostAtMs: null,
    }
    talkers.push(talker)
    return new Promise<void>((resolve) => serve(talker, url, resolve))
  })
  await Promise.all(joined)
  const timer = setInterval(() => say(talkers[talk.sent % clients]), 1000 / perSecond)
  void untilEnding().then(() => clearInterval(timer))
}

/** Stops talking, and waits until everything is acknowledged. */
async function end(): Promise<Talk> {
  ending = true
  const isQuiet = () => talkers.every(({ unacknowledged }) => unacknowledged.size === 0)
  for (const limit = Date.now() + ackLimitMs; !isQuiet() && Date.now() < limit; ) await pause(20)
  return { ...talk, outage: outage.finish() }
}

async function untilEnding(): Promise<void> {
  while (!ending) await pause(20)
}

function serve(talker: Talker, url: string, joined: () => void): void {
  const { author, room, socket, unacknowledged } = talker
  socket.on('open', () => socket.send(JSON.stringify({ type: 'join', room, name: author })))
  socket.on('message', (data) => {
    const { type, id } = JSON.parse(data.toString())
    if (type === 'ack' && unacknowledged.delete(id)) talk.acknowledged.push({ room, author, id })
    if (type !== 'joined') return
    if (talker.lostAtMs !== null) outage.record(performance.now() - talker.lostAtMs)
    talker.lostAtMs = null
    for (const frame of unacknowledged.values()) socket.send(frame)
    joined()
  })
  socket.on('error', () => {})
  socket.on('close', () => {
    talker.lostAtMs ??= performance.now()
    setTimeout(() => {
      talker.socket = new WebSocket(url, { handshakeTimeout: handshakeLimitMs })
      serve(talker, url, joined)
    }, reconnectMs)
  })
}

function say(talker: Talker | undefined): void {
  if (talker === undefined) return
  const id = `${process.pid}-${talk.sent++}`
  const frame = JSON.stringify({ type: 'say', id, room: talker.room, text: `text ${id}` })
  talker.unacknowledged.set(id, frame)
  if (talker.lostAtMs === null && talker.socket.readyState === WebSocket.OPEN)
    talker.socket.send(frame)
}
