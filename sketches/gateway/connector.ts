import { buildConnector } from 'undici'
import { certifiedName } from './upstreams.ts'

export interface ConnectionCounts {
  opened: number
  open: number
}

/** Opens connections as undici does, and counts them. */
export function countingConnector(
  counts: ConnectionCounts,
  given: { authority: string | null; h2: boolean; resumeTls: boolean },
): buildConnector.connector {
  const { authority, h2, resumeTls } = given
  const options = {
    allowH2: h2,
    // Plain HTTP/2 has no handshake in which to agree on it.
    ...(h2 && authority === null ? { useH2c: true } : {}),
    ...(authority === null ? {} : { ca: authority, servername: certifiedName }),
    maxCachedSessions: resumeTls ? 100 : 0,
    timeout: connectTimeoutMs,
  }
  const connect = buildConnector(options as buildConnector.BuildOptions)
  return (target, callback) => {
    connect(target, (...answer) => {
      const [, socket] = answer
      if (socket) {
        counts.opened++
        counts.open++
        socket.once('close', () => counts.open--)
      }
      callback(...answer)
    })
  }
}

const connectTimeoutMs = 2_000
