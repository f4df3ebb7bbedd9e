import { once } from 'node:events'
import { createServer } from 'node:http'
import { type WebSocket, WebSocketServer } from 'ws'
import { answerOwner } from '../parts/child.ts'

const rooms = new Map<string, Map<WebSocket, string>>()
const server = createServer()
answerOwner({ open, stats }, () => server.close())

async function open() {
  new WebSocketServer({ server, perMessageDeflate: false }).on('connection', serve)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return server.address()
}

function stats() {
  const { user, system } = process.cpuUsage()
  return { cpuS: (user + system) / 1e6, residentBytes: process.memoryUsage.rss() }
}

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
