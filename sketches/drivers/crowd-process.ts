import { setTimeout as pause } from 'node:timers/promises'
import { answerOwner } from '../parts/child.ts'
import type { CrowdResult, Places, TalkTask } from './crowd.ts'
import { dialects } from './dialect.ts'
import { type Ledger, openLedger } from './ledger.ts'
import { keepPace, poissonMoments, randomFrom } from './pace.ts'
import { openRawClient, type RawClient, textFrame } from './websocket.ts'

const handshakesAtOnce = 200
const quietMs = 2_000
const drainMsMax = 20_000

let clients: RawClient[] = []
/** All of them, and those that are not in their rooms yet. */
const connected = new Set<RawClient>()
let rooms = 1
let dialect = dialects.plain
let disconnected = 0
let ledger: Ledger | null = null
let idHead = ''
answerOwner({ gather, talk, part })

/** Connects as many as are missing, a limited number at once, and waits until each is in its room. */
async function gather(task: Places): Promise<number> {
  const start = performance.now()
  rooms = task.rooms
  dialect = dialects[task.dialect]
  const crowd = clients
  let next = crowd.length

  async function connectOneByOne(): Promise<void> {
    for (let index = next++; index < task.clients && crowd === clients; index = next++)
      crowd[index] = await connectTo(task, index)
  }

  await Promise.all(Array.from({ length: handshakesAtOnce }, connectOneByOne))
  return (performance.now() - start) / 1000
}

/** What its connections say of their end from here on is no loss of the next crowd's. */
function part(): null {
  clients = []
  for (const client of connected) client.destroy()
  connected.clear()
  return null
}

async function connectTo({ host, port }: Places, index: number): Promise<RawClient> {
  const { path, openings, wrap } = dialect
  const crowd = clients
  let heard = Promise.withResolvers<void>()
  const client = await openRawClient(
    { host, port, path },
    {
      text(chunk, start) {
        heard.resolve()
        see(chunk, start)
      },
      closed() {
        if (crowd !== clients) return
        disconnected++
        heard.reject(new Error('The server closed a connection before its client was in its room'))
      },
    },
  )
  if (crowd !== clients) {
    client.destroy()
    throw new Error('The crowd parted before this client was connected')
  }
  connected.add(client)
  const join = { type: 'join', room: `room-${index % rooms}`, name: `client-${index}` }
  let isServersTurn = dialect.serverBegins
  for (const text of [...openings, wrap('join', JSON.stringify(join))]) {
    if (isServersTurn) await heard.promise
    heard = Promise.withResolvers()
    client.send(textFrame(text))
    isServersTurn = true
  }
  await heard.promise
  return client
}

function see(chunk: Buffer, start: number): void {
  if (ledger === null) return
  const { ackPrefix, saidPrefix } = dialect
  const isAck = startsWith(chunk, start, ackPrefix)
  if (!isAck && !startsWith(chunk, start, saidPrefix)) return
  const number = digitsAt(chunk, start + saidPrefix.length + idHead.length)
  if (isAck) ledger.acknowledged(number)
  else ledger.delivered(number)
}

async function talk(task: TalkTask): Promise<CrowdResult> {
  const moments = poissonMoments(task.perSecond, task.warmupSeconds + task.seconds, task.seed)
  const countFromMs = task.warmupSeconds * 1000
  const account = openLedger(moments, countFromMs)
  ledger = account
  idHead = `${Math.random().toString(36).slice(2, 8)}-`
  const random = randomFrom(task.seed + 1)
  const text = 'x'.repeat(task.textBytes)
  const disconnectedBefore = disconnected

  function send(number: number, intendedMs: number): void {
    const client = Math.floor(random() * clients.length)
    const room = client % rooms
    account.sent(number, intendedMs, membersOf(room))
    const say = { type: 'say', id: `${idHead}${number}`, room: `room-${room}`, text }
    clients[client]?.send(textFrame(dialect.wrap('say', JSON.stringify(say))))
  }

  const pace = keepPace({ moments, countFromMs, act: send })
  await pace.done
  await quiet(account)
  ledger = null
  const lagMsMax = pace.lagMsMax()
  return {
    ...account.finish(),
    disconnected: disconnected - disconnectedBefore,
    lagMsMax,
    void: lagMsMax > task.lagMsLimit ? `driver lagged ${Math.round(lagMsMax)} ms` : null,
  }
}

/** Waits until everything has come, or nothing for a while. */
async function quiet(account: Ledger): Promise<void> {
  const end = performance.now()
  for (let now = end; now < end + drainMsMax; now = performance.now()) {
    if (account.isComplete() || now - Math.max(end, account.lastSeenMs()) > quietMs) return
    await pause(20)
  }
}

function membersOf(room: number): number {
  return Math.floor(clients.length / rooms) + (room < clients.length % rooms ? 1 : 0)
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
