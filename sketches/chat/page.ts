import { readFileSync } from 'node:fs'
import type { RequestListener, ServerResponse } from 'node:http'
import type { House } from './house.ts'
import { openSealed } from './seal.ts'

const recentMax = 50
const page = readFileSync(new URL('page.html', import.meta.url))
const policy =
  "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; connect-src 'self' ws:"

/** The page for people, and what was said last in a room. */
export function pageHandler(house: House): RequestListener {
  return async (request, response) => {
    const url = URL.parse(request.url ?? '/', 'http://localhost')
    try {
      if (url?.pathname === '/') send(response, 200, { type: 'text/html', body: page })
      else if (url?.pathname === '/recent') {
        const messages = await recentIn(house, url.searchParams.get('room') ?? '')
        send(response, 200, { type: 'application/json', body: JSON.stringify(messages) })
      } else send(response, 404, { type: 'text/plain', body: 'There is / and /recent?room=…\n' })
    } catch {
      send(response, 503, { type: 'text/plain', body: 'The database does not answer\n' })
    }
  }
}

async function recentIn({ options, persistence }: House, room: string) {
  const stored = (await persistence?.recent(room, recentMax)) ?? []
  if (options.sealing === 'none') return stored
  const key = Buffer.from(options.sealingKey, 'hex')
  return stored.map((message) => ({ ...message, text: openSealed(message.text, key) }))
}

function send(
  response: ServerResponse,
  status: number,
  { type, body }: { type: string; body: string | Buffer },
): void {
  response.writeHead(status, {
    'content-type': `${type}; charset=utf-8`,
    'content-security-policy': policy,
    'cache-control': 'no-store',
  })
  response.end(body)
}
