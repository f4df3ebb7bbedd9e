import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { answerOwner } from '../parts/child.ts'
import { listenLocally } from '../parts/loopback.ts'
import { openComposer } from './composer.ts'
import { type House, makeHouse } from './house.ts'
import { makeMetrics } from './metrics.ts'
import type { GatewayOptions } from './options.ts'
import { watchLoop } from './overload.ts'
import type { Reach } from './pools.ts'
import { makeServer } from './server.ts'
import { type GatewayStats, type Observer, observe } from './stats.ts'

const drainLimitMs = 5_000
const backlog = 4_096

// The gateway's own process, so that its CPU and memory can be told from those of everything around it.
let house: House | undefined
let server: Server | undefined
let observer: Observer | undefined
answerOwner({ start, stats }, leave)

async function start(given: { options: GatewayOptions; reach: Reach }): Promise<AddressInfo> {
  const { options, reach } = given
  house = makeHouse(options, reach, openComposer(options.jsonThreads))
  server = makeServer({ house, loop: watchLoop(), metrics: makeMetrics(house) })
  const address = await listenLocally(server, { port: options.port, backlog })
  observer = observe(house)
  return address
}

function stats(): GatewayStats {
  if (observer === undefined) throw new Error('The gateway has not been started')
  return observer.stats()
}

/** Takes no more requests, and lets those that are there come to their end. */
async function leave(): Promise<void> {
  if (house === undefined || server === undefined) return
  house.isLeaving = true
  server.close()
  server.closeIdleConnections()
  for (const end = Date.now() + drainLimitMs; house.requestsInFlight > 0; await pause(20))
    if (Date.now() > end) break
  server.closeAllConnections()
  await Promise.all([house.transport.close(), house.composer.close()])
}
