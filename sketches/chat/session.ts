import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'
import { allowance } from './allowance.ts'
import type { House } from './house.ts'
import { type Answer, closeCodes, frameOf, type Request, requestFrom } from './protocol.ts'
import { type Member, writeTo } from './rooms.ts'

const closeLimitMs = 1_000

/** Serves one connection until it closes. */
export function serveSession(house: House, websocket: WebSocket, socket: Duplex): void {
  const { options, counters, heartbeat } = house
  const mayPass = allowance(options.messagesPerSMax)
  let heard = true
  const member: Member = {
    socket,
    rooms: new Map(),
    drop() {
      if (websocket.readyState !== websocket.OPEN) return
      counters.droppedSlow++
      close(websocket, socket, { code: closeCodes.tooSlow, reason: 'reads too slowly' })
    },
  }
  const pulse = {
    wasHeard() {
      const answer = heard
      heard = false
      return answer
    },
    ping: () => websocket.ping(),
    end() {
      counters.droppedSilent++
      websocket.terminate()
    },
  }
  house.sessions.add(websocket)
  heartbeat.watch(pulse)
  websocket.on('pong', () => {
    heard = true
  })
  websocket.on('message', (data, isBinary) => {
    heard = true
    const request = isBinary
      ? 'expected a text frame'
      : requestFrom(data.toString(), options.textBytesMax)
    if (typeof request === 'string') refuse(request)
    else if (mayPass()) answer(house, member, request)
    else refuse(`expected at most ${options.messagesPerSMax} messages a second`)
  })
  websocket.on('error', () => {})
  websocket.on('close', () => {
    heartbeat.forget(pulse)
    house.sessions.delete(websocket)
    for (const room of member.rooms.keys()) leave(house, room, member)
  })

  function refuse(reason: string): void {
    counters.refused++
    close(websocket, socket, { code: closeCodes.refused, reason })
  }
}

/** Says why, and does not wait for long: whoever reads too slowly may never read that either. */
export function close(
  websocket: WebSocket,
  socket: Duplex,
  { code, reason }: { code: number; reason: string },
): void {
  websocket.close(code, reason)
  setTimeout(() => socket.destroy(), closeLimitMs).unref()
}

function answer(house: House, member: Member, request: Request): void {
  if (request.type === 'say') say(house, member, request)
  else if (request.type === 'leave') leave(house, request.room, member)
  else if (request.type === 'join') {
    house.rooms.join(request.room, request.name, member)
    send(house, member, { type: 'joined', room: request.room, process: process.pid })
    house.presence?.changed(request.room)
  } else if (house.options.killable) process.kill(process.pid, 'SIGKILL')
}

function leave(house: House, room: string, member: Member): void {
  house.rooms.leave(room, member)
  house.presence?.changed(room)
}

function say(house: House, member: Member, request: Request & { type: 'say' }): void {
  const { id, room, text } = request
  const from = member.rooms.get(room)
  if (from === undefined) {
    send(house, member, { type: 'refused', id, reason: 'expected a member of the room' })
    return
  }
  house.counters.messages++
  house.acceptance.accept({ type: 'say', id, room, from, text, at: Date.now() }, (refusal) => {
    if (refusal === null) house.counters.acknowledged++
    const outcome: Answer =
      refusal === null ? { type: 'ack', id } : { type: 'refused', id, reason: refusal }
    send(house, member, outcome)
  })
}

function send({ options }: House, member: Member, answer: Answer): void {
  writeTo(member, frameOf(answer), options.waitingBytesMax)
}
