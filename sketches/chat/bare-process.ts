import { createServer } from 'node:http'
import { type WebSocket, WebSocketServer } from 'ws'
import { answerOwner } from '../parts/child.ts'
import { listenLocally } from '../parts/loopback.ts'
import { ownUsage } from '../parts/own-usage.ts'

const rooms = new Map<string, Map<WebSocket, string>>()
const server = createServer()
new WebSocketServer({ server, perMessageDeflate: false }).on('connection', serve)
answerOwner({ open: () => listenLocally(server), stats: ownUsage }, () => server.close())

function serve(socket: WebSocket): void {
  socket.on('message', (data) => {
    const { type, id, room, name, text } = JSON.parse(data.toString())
    const members = rooms.get(room) ?? new Map()
    if (type === 'join') {
      rooms.set(room, members.set(socket, name))
      socket.send(JSON.stringify({ type: 'joined', room, process: process.pid }))
      return
    }
    const said = { type, id, room, from: members.get(socket), text, at: Date.now() }
    const frame = JSON.stringify(said)
    for (const member of members.keys()) member.send(frame)
    socket.send(JSON.stringify({ type: 'ack', id }))
  })
  socket.on('close', () => {
    for (const members of rooms.values()) members.delete(socket)
  })
}
