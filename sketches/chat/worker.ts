import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { WebSocketServer } from 'ws'
import { answerOwner } from '../parts/child.ts'
import { listenLocally } from '../parts/loopback.ts'
import { ownUsage } from '../parts/own-usage.ts'
import { type House, openHouse } from './house.ts'
import type { ChatOptions } from './options.ts'
import { pageHandler } from './page.ts'
import { closeCodes } from './protocol.ts'
import { recoverLogs } from './recovery.ts'
import { serveSession } from './session.ts'
import type { ProcessStats } from './stats.ts'

const frameOverheadBytes = 256
const farewellMs = 200
const retryPauseMs = 300
/** The loop is sampled by a timer of this period, which its figures count in. */
const loopResolutionMs = 1

// A server process of the chat: started by the primary, which hands it accepted connections.
const loopDelay = monitorEventLoopDelay({ resolution: loopResolutionMs })
loopDelay.enable()
const server = createServer()
let house: House | null = null
answerOwner({ open, stats }, leave)

async function open({ options, slot }: { options: ChatOptions; slot: number }) {
  try {
    await recoverLogs(options, slot)
    house = await openHouse({
      options,
      folder: join(options.folder ?? '', `process-${slot}`),
      synced: (path, bytes) =>
        process.send?.({ synced: { path, bytes } }, undefined, undefined, () => {}),
    })
    return await listen(house)
  } catch (error) {
    // Whoever asked hears why; then the next attempt is made by a fresh process.
    setTimeout(() => process.exit(1), retryPauseMs)
    throw error
  }
}

async function listen(house: House): Promise<AddressInfo> {
  const { options } = house
  const websockets = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: options.textBytesMax + frameOverheadBytes,
  })
  server.on('request', pageHandler(house))
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => {})
    const isFull = house.sessions.size >= options.socketsPerProcessMax
    const isForeign = !isOwnPage(request.headers.origin, request.headers.host)
    if (isFull || isForeign) {
      socket.end(`HTTP/1.1 ${isFull ? '503 Service Unavailable' : '403 Forbidden'}\r\n\r\n`)
      return
    }
    websockets.handleUpgrade(request, socket, head, (websocket) =>
      serveSession(house, websocket, socket),
    )
  })
  return listenLocally(server, { port: options.port })
}

/** Any page can open a connection to any address; only our own may. Programs name no origin. */
function isOwnPage(origin: string | undefined, host: string | undefined): boolean {
  return origin === undefined || URL.parse(origin)?.host === host
}

function stats(): ProcessStats {
  if (house === null) throw new Error('The process does not serve yet')
  const loopDelayMsP99 = Math.max(0, loopDelay.percentile(99) / 1e6 - loopResolutionMs)
  loopDelay.reset()
  return {
    pid: process.pid,
    ...house.counters,
    sockets: house.sessions.size,
    rooms: house.rooms.count(),
    unstored: house.persistence?.pending() ?? 0,
    ...ownUsage(),
    loopDelayMsP99,
  }
}

/** Takes nobody any more, brings to an end what was accepted, and tells everybody to come back elsewhere. */
async function leave(): Promise<void> {
  if (house === null) return
  server.close()
  for (const websocket of house.sessions) websocket.close(closeCodes.leaving, 'the process leaves')
  await house.close()
  for (const end = Date.now() + farewellMs; house.sessions.size > 0 && Date.now() < end; )
    await new Promise((go) => setTimeout(go, 10))
}
