import { once } from 'node:events'
import { createServer } from 'node:http'
import { Server } from 'socket.io'
import { answerOwner } from '../parts/child.ts'

// The chat's rooms on socket.io, with nothing beside it: what somebody gets who takes the usual library.
const server = createServer()
const io = new Server(server, { transports: ['websocket'], perMessageDeflate: false })
answerOwner({ open, stats }, () => io.close())

async function open() {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return server.address()
}

function stats() {
  const { user, system } = process.cpuUsage()
  return { cpuS: (user + system) / 1e6, residentBytes: process.memoryUsage.rss() }
}

io.on('connection', (socket) => {
  const names = new Map<string, string>()
  socket.on('join', ({ room, name }) => {
    names.set(room, name)
    socket.join(room)
    socket.emit('joined', { type: 'joined', room, process: process.pid })
  })
  socket.on('say', ({ type, id, room, text }) => {
    io.to(room).emit('say', { type, id, room, from: names.get(room), text, at: Date.now() })
    socket.emit('ack', { type: 'ack', id })
  })
})
