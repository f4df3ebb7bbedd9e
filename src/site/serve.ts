import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { answer } from './static-files.ts'

/** Where pages listen for the word to load themselves again; no page has an address like it. */
const eventsPath = '/.holdfast/events'
const firstPort = 4321
const portsTried = 50

const script = `<script>new EventSource(${JSON.stringify(eventsPath)}).addEventListener('reload',()=>location.reload())</script>`

export interface ServedSite {
  /** With the base path behind it. */
  url: string
  /** The port that was asked for was taken, so another one was chosen. */
  moved: boolean
  /** Tells every open page to load itself again. */
  reload: () => void
  close: () => Promise<void>
}

interface Wanted {
  folder: string
  base?: string
  port?: number
}

/** Serves a built site to this machine alone. A taken port is no error: the next free one is chosen. */
export async function serve({ folder, base = '/', port = firstPort }: Wanted): Promise<ServedSite> {
  const readers = new Set<ServerResponse>()
  const server = createServer((request, response) => {
    const path = request.url?.split('?')[0] ?? '/'
    if (path === eventsPath) return keepOpen(request, response, readers)
    const packed = /\bgzip\b/.test(String(request.headers['accept-encoding']))
    const bodyless = request.method === 'HEAD'
    answer({ folder, base, path, response, script, bodyless, packed }).catch(() => {
      if (!response.headersSent) response.writeHead(500)
      response.end()
    })
  })
  const chosen = await listen(server, port)
  return {
    url: `http://127.0.0.1:${chosen}${base}`,
    moved: port !== 0 && chosen !== port,
    reload: () => {
      for (const reader of readers) reader.write('event: reload\ndata: now\n\n')
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function listen(server: Server, port: number): Promise<number> {
  let heard = false
  for (let tried = port; !heard && tried < port + portsTried; tried += 1)
    heard = await listensOn(server, tried)
  if (!heard) await listensOn(server, 0)
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : port
}

function listensOn(server: Server, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const refused = (error: NodeJS.ErrnoException): void => {
      server.off('listening', heard)
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(false)
      else reject(error)
    }
    const heard = (): void => {
      server.off('error', refused)
      resolve(true)
    }
    server.once('error', refused).once('listening', heard).listen(port, '127.0.0.1')
  })
}

function keepOpen(
  request: IncomingMessage,
  response: ServerResponse,
  readers: Set<ServerResponse>,
): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
  response.write('retry: 500\n\n')
  readers.add(response)
  request.on('close', () => readers.delete(response))
}

/** As a process of its own: says its address on one line, reloads on `reload`, ends with its parent. */
async function run(): Promise<void> {
  const { values } = parseArgs({
    options: { folder: { type: 'string' }, base: { type: 'string' }, port: { type: 'string' } },
  })
  const site = await serve({
    folder: values.folder ?? 'dist',
    base: values.base ?? '/',
    port: Number(values.port ?? firstPort),
  })
  const { url, moved } = site
  process.stdout.write(`${JSON.stringify({ url, moved })}\n`)
  process.send?.({ url, moved })
  process.on('message', (message) => {
    if (message === 'reload') site.reload()
  })
  const lines = createInterface({ input: process.stdin })
  lines.on('line', (line) => {
    if (line.trim() === 'reload') site.reload()
  })
  const end = (): void => {
    lines.close()
    void site.close()
  }
  process.on('disconnect', end)
  // With a channel of its own the parent may well have closed our input at once.
  if (process.send === undefined) lines.on('close', () => void site.close())
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await run()
