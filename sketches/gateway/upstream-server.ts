import { createServer } from 'node:http'
import { createServer as createHttp2Server, createSecureServer } from 'node:http2'
import { createServer as createTlsServer } from 'node:https'
import type { Server } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import type { Certificate } from './certificate.ts'
import type { AnyRequest, AnyResponse } from './reply.ts'

const idleMs = 60_000
const rebindTries = 50

/** Speaks one protocol, plainly or with TLS. */
export function makeUpstreamServer(
  { protocol, certificate }: { protocol: 'h1' | 'h2'; certificate: Certificate | null },
  take: (request: AnyRequest, response: AnyResponse) => void,
): Server {
  const pair = certificate && { key: certificate.key, cert: certificate.certificate }
  if (protocol === 'h2') {
    const settings = { maxSessionMemory: 512 }
    const server = pair
      ? createSecureServer({ ...pair, ...settings }, take)
      : createHttp2Server(settings, take)
    server.on('sessionError', () => {})
    return server
  }
  const server = pair
    ? createTlsServer({ ...pair, keepAliveTimeout: idleMs }, take)
    : createServer({ keepAliveTimeout: idleMs }, take)
  server.on('clientError', (_, socket) => socket.destroy())
  return server
}

/** The number may be another one's for a moment, where this server comes back to it. */
export async function listen(server: Server, host: string, port: number): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject)
        server.listen({ host, port, backlog: 4096 }, () => {
          server.off('error', reject)
          resolve()
        })
      })
      return
    } catch (error) {
      const { code } = error as { code?: string }
      if (code === 'EADDRNOTAVAIL' && host !== '127.0.0.1') return listen(server, '127.0.0.1', port)
      if (code !== 'EADDRINUSE' || port === 0 || tries === rebindTries) throw error
      await pause(100)
    }
  }
}
