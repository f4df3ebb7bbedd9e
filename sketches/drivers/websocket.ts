import { connect, type Socket } from 'node:net'

export interface RawClient {
  /** Sends one text frame, made by `textFrame`. */
  send(frame: Buffer): void
  /** Ends at once and leaves no port waiting. */
  destroy(): void
}

export interface Listener {
  /** The payload lies from `start` to `end` of the chunk and is valid only during the call. */
  text(chunk: Buffer, start: number, end: number): void
  closed(): void
}

/** Where a server is, and what it is asked for there. */
export interface Place {
  host: string
  port: number
  path: string
}

const handshake = [
  'Host: localhost',
  'Upgrade: websocket',
  'Connection: Upgrade',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
  '\r\n',
].join('\r\n')

const headersEnd = Buffer.from('\r\n\r\n')

/**
 * A client that costs a fraction of the server it drives: it decodes no frame, masks with zeros (which is the
 * payload as it is) and answers pings. Resolves after the server has agreed.
 */
export function openRawClient({ host, port, path }: Place, listener: Listener): Promise<RawClient> {
  const { promise, resolve, reject } = Promise.withResolvers<RawClient>()
  const socket = connect({ host, port, noDelay: true })
  let rest: Buffer | null = null
  let open = false

  socket.on('connect', () => socket.write(`GET ${path} HTTP/1.1\r\n${handshake}`))
  socket.on('data', (data: Buffer) => {
    let chunk = rest === null ? data : Buffer.concat([rest, data])
    rest = null
    if (!open) {
      const end = chunk.indexOf(headersEnd)
      if (end === -1) {
        rest = chunk
        return
      }
      if (chunk.toString('latin1', 9, 12) !== '101') {
        reject(new Error(`Unexpected answer ${chunk.toString('latin1', 0, 40)}`))
        return void socket.destroy()
      }
      open = true
      resolve({
        send: (frame) => void socket.write(frame),
        destroy: () => socket.resetAndDestroy(),
      })
      chunk = chunk.subarray(end + headersEnd.length)
    }
    const used = readFrames(chunk, socket, listener)
    // Copied, since a slice of what was read would keep the whole of it in memory for each socket.
    if (used < chunk.length) rest = Buffer.from(chunk.subarray(used))
  })
  socket.on('error', reject)
  socket.on('close', () => {
    reject(new Error('The server closed the connection before it was a WebSocket'))
    if (open) listener.closed()
  })
  return promise
}

/** A text frame from client to server with a mask of zeros. */
export function textFrame(text: string): Buffer {
  const length = Buffer.byteLength(text)
  const header = length < 126 ? 2 : 4
  const frame = Buffer.alloc(header + 4 + length)
  frame[0] = 0x81
  frame[1] = 0x80 | (header === 2 ? length : 126)
  if (header === 4) frame.writeUInt16BE(length, 2)
  frame.write(text, header + 4)
  return frame
}

/** Answers how many bytes were whole frames. */
function readFrames(chunk: Buffer, socket: Socket, listener: Listener): number {
  let at = 0
  for (;;) {
    if (at + 2 > chunk.length) return at
    const short = (chunk[at + 1] ?? 0) & 0x7f
    const header = short < 126 ? 2 : short === 126 ? 4 : 10
    if (at + header > chunk.length) return at
    const length =
      header === 2 ? short : header === 4 ? chunk.readUInt16BE(at + 2) : chunk.readUInt32BE(at + 6)
    const end = at + header + length
    if (end > chunk.length) return at
    const opcode = (chunk[at] ?? 0) & 0x0f
    if (opcode === 1) listener.text(chunk, at + header, end)
    else if (opcode === 9) socket.write(pongFrame(chunk.subarray(at + header, end)))
    else if (opcode === 8) socket.end()
    at = end
  }
}

function pongFrame(payload: Buffer): Buffer {
  return Buffer.concat([Buffer.from([0x8a, 0x80 | payload.length, 0, 0, 0, 0]), payload])
}
