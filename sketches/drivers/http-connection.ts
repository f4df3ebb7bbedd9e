import { connect } from 'node:net'

/** As much of an answer as a driver needs. */
export interface HttpAnswer {
  status: number
  /** Its head names services that are missing in it. */
  isPartial: boolean
  bytes: number
}

/** One keep-alive connection, with one request at a time on it. */
export interface HttpConnection {
  /** Calls back once, with null where the connection broke first. */
  send(request: string, done: (answer: HttpAnswer | null) => void): void
  isOpen(): boolean
  destroy(): void
}

const headEnd = Buffer.from('\r\n\r\n')
const headBytesMax = 64 * 1024

/**
 * Reads answers with a stated length and keeps none of their bytes: a full client would cost as much as the server
 * that it is to measure.
 */
export function openHttpConnection(host: string, port: number): HttpConnection {
  const socket = connect({ host, port, noDelay: true })
  let isOpen = true
  let waiting: ((answer: HttpAnswer | null) => void) | null = null
  let head: Buffer | null = null
  let answer: HttpAnswer | null = null
  let left = 0

  socket.on('error', () => {})
  socket.on('close', () => {
    isOpen = false
    settle(null)
  })
  socket.on('data', (chunk: Buffer) => {
    if (waiting === null) return socket.destroy()
    if (answer === null) {
      const whole: Buffer = head === null ? chunk : Buffer.concat([head, chunk])
      const end = whole.indexOf(headEnd)
      if (end < 0) {
        head = whole
        if (whole.length > headBytesMax) socket.destroy()
        return
      }
      const found = readHead(whole.toString('latin1', 0, end))
      if (found === null) return socket.destroy()
      answer = found
      left = found.bytes - (whole.length - end - headEnd.length)
    } else left -= chunk.length
    if (left < 0) return socket.destroy()
    if (left === 0) settle(answer)
  })

  function settle(result: HttpAnswer | null): void {
    const done = waiting
    waiting = null
    head = null
    answer = null
    done?.(result)
  }

  return {
    send(request, done) {
      waiting = done
      if (isOpen) socket.write(request, 'latin1')
      else settle(null)
    },
    isOpen: () => isOpen,
    destroy: () => socket.destroy(),
  }
}

/** Null for what is no HTTP, or does not say how long it is. */
function readHead(head: string): HttpAnswer | null {
  const status = /^HTTP\/1\.1 (\d{3})/.exec(head)?.[1]
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1]
  if (status === undefined || length === undefined) return null
  return { status: Number(status), isPartial: /\r\nmissing:/i.test(head), bytes: Number(length) }
}
