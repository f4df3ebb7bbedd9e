import { setTimeout as pause } from 'node:timers/promises'
import { answerOwner } from '../parts/child.ts'
import type { CrowdResult, CrowdTask, Places } from './crowd.ts'
import { type Ledger, openLedger } from './ledger.ts'
import { keepPace, poissonMoments, randomFrom } from './pace.ts'
import { openRawClient, type RawClient, textFrame } from './websocket.ts'

const lagMsLimit = 20
const handshakesAtOnce = 200
const quietMs = 2_000
const drainMsMax = 20_000

/** Both texts are as the server writes them: the id stands at a fixed place, so that no frame needs to be parsed. */
const saidPrefix = Buffer.from('{"type":"say","id":"')
const ackPrefix = Buffer.from('{"type":"ack","id":"')

answerOwner({ run, hold })

async function run(task: CrowdTask): Promise<CrowdResult> {
  const moments = poissonMoments(task.perSecond, task.warmupSeconds + task.seconds, task.seed)
  const ledger = openLedger(moments, task.warmupSeconds * 1000)
  const nonce = Math.random().toString(36).slice(2, 8).padEnd(6, '0')
  const idStart = saidPrefix.length + nonce.length + 1
  const crowd = await gather(task, (chunk, start) => {
    const isAck = startsWith(chunk, start, ackPrefix)
    if (!isAck && !startsWith(chunk, start, saidPrefix)) return
    const number = digitsAt(chunk, start + idStart)
    if (isAck) ledger.acknowledged(number)
    else ledger.delivered(number)
  })

  const random = randomFrom(task.seed + 1)
  const text = 'x'.repeat(task.textBytes)
  const countFromMs = task.warmupSeconds * 1000
  function send(number: number, intendedMs: number): void {
    const client = Math.floor(random() * task.clients)
    const room = client % task.rooms
    ledger.sent(number, intendedMs, membersOf(room, task))
    const say = { type: 'say', id: `${nonce}-${number}`, room: `room-${room}`, text }
    crowd.clients[client]?.send(textFrame(JSON.stringify(say)))
  }
  const pace = keepPace({ moments, countFromMs, act: send })
  await pace.done
  await quiet(ledger)
  const disconnected = crowd.disconnected()
  for (const client of crowd.clients) client.destroy()

  const lagMsMax = pace.lagMsMax()
  return {
    ...ledger.finish(),
    disconnected,
    connectS: crowd.connectS,
    lagMsMax,
    void: lagMsMax > lagMsLimit ? `driver lagged ${Math.round(lagMsMax)} ms` : null,
  }
}

/** Connects everybody, who then only listens until this process is ended. */
async function hold(task: Places): Promise<number> {
  const { connectS } = await gather(task, () => {})
  return connectS
}

/** Connects everybody, a limited number at once, and waits until each is in its room. */
async function gather(task: Places, seen: (chunk: Buffer, start: number) => void) {
  const start = performance.now()
  const clients: RawClient[] = new Array(task.clients)
  let [next, disconnected] = [0, 0]

  async function connectOneByOne(): Promise<void> {
    for (let index = next++; index < task.clients; index = next++) {
      const { promise: joined, resolve, reject } = Promise.withResolvers<void>()
      const client = await openRawClient(task.host, task.port, {
        text(chunk, from) {
          resolve()
          seen(chunk, from)
        },
        closed() {
          disconnected++
          reject(new Error('The server closed a connection before its client was in its room'))
        },
      })
      clients[index] = client
      const join = { type: 'join', room: `room-${index % task.rooms}`, name: `client-${index}` }
      client.send(textFrame(JSON.stringify(join)))
      await joined
    }
  }

  await Promise.all(Array.from({ length: handshakesAtOnce }, connectOneByOne))
  return { clients, connectS: (performance.now() - start) / 1000, disconnected: () => disconnected }
}

/** Waits until everything has come, or nothing for a while. */
async function quiet(ledger: Ledger): Promise<void> {
  const end = performance.now()
  for (let now = end; now < end + drainMsMax; now = performance.now()) {
    if (ledger.isComplete() || now - Math.max(end, ledger.lastSeenMs()) > quietMs) return
    await pause(20)
  }
}

function membersOf(room: number, { clients, rooms }: CrowdTask): number {
  return Math.floor(clients / rooms) + (room < clients % rooms ? 1 : 0)
}

function startsWith(chunk: Buffer, start: number, prefix: Buffer): boolean {
  for (let index = 0; index < prefix.length; index++)
    if (chunk[start + index] !== prefix[index]) return false
  return true
}

function digitsAt(chunk: Buffer, start: number): number {
  let number = 0
  for (let at = start; ; at++) {
    const digit = (chunk[at] ?? 0) - 48
    if (digit < 0 || digit > 9) return number
    number = number * 10 + digit
  }
}
