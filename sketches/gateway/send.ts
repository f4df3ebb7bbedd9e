import type { ServerResponse } from 'node:http'
import type { House } from './house.ts'

export interface Answer {
  status: number
  headers: Record<string, string>
  body: string
}

/** Sends the whole answer. A client that does not read has a while, and then loses its connection. */
export function send(house: House, response: ServerResponse, answer: Answer): void {
  const { status, headers, body } = answer
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) })
  response.end(body)
  if (response.writableLength === 0) return
  const limitMs = 2 * house.options.clientTimeoutMs
  const timer = setTimeout(() => response.destroy(), limitMs)
  response.once('close', () => clearTimeout(timer))
}
