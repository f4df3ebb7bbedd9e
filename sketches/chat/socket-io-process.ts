import { createServer } from 'node:http'
import { Server } from 'socket.io'
import { answerOwner } from '../parts/child.ts'
import { listenLocally } from '../parts/loopback.ts'
import { ownUsage } from '../parts/own-usage.ts'

// The chat's rooms on socket.io, with nothing beside it: what somebody gets who takes the usual library.
const server = createServer()
const io = new Server(server, { transports: ['websocket'], perMessageDeflate: false })
answerOwner({ open: () => listenLocally(server), stats: ownUsage }, () => io.close())

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
