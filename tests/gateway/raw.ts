import { connect, type Socket } from 'node:net'

export interface RawClient {
  socket: Socket
  /** All that the server has sent. */
  received(): string
  ended: Promise<void>
}

interface Address {
  host: string
  port: number
}

export function openRaw({ host, port }: Address, text = ''): RawClient {
  const socket = connect({ host, port })
  let received = ''
  socket.on('data', (chunk) => {
    received += chunk.toString('latin1')
  })
  socket.on('error', () => {})
  const ended = new Promise<void>((resolve) => socket.once('close', () => resolve()))
  if (text !== '') socket.write(text, 'latin1')
  return { socket, received: () => received, ended }
}

const quietMs = 200

/** What the server answers: until it closes the connection, or has said something and then nothing for a while. */
export async function exchange(address: Address, text: string, limitMs = 5_000): Promise<string> {
  const client = openRaw(address, text)
  const { promise: quiet, resolve } = Promise.withResolvers<void>()
  let timer = setTimeout(resolve, limitMs)
  client.socket.on('data', () => {
    clearTimeout(timer)
    timer = setTimeout(resolve, quietMs)
  })
  await Promise.race([client.ended, quiet])
  clearTimeout(timer)
  client.socket.destroy()
  return client.received()
}

export const statusesOf = (received: string): number[] =>
  [...received.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map((match) => Number(match[1]))
