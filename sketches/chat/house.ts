import type { WebSocket } from 'ws'
import type { Bus } from '../parts/bus.ts'
import { openBus } from '../parts/bus.ts'
import { noTraffic } from '../parts/traffic.ts'
import { type Acceptance, openAcceptance, type Stages } from './acceptance.ts'
import type { Entry } from './entry.ts'
import { type Heartbeat, startHeartbeat } from './heartbeat.ts'
import { openLog } from './log.ts'
import { type ChatOptions, hasLog } from './options.ts'
import { openPersistence, type Persistence } from './persistence.ts'
import { openPresence, type Presence } from './presence.ts'
import { frameOf, type Said } from './protocol.ts'
import { relayBus } from './relay.ts'
import { type Rooms, roomsOfThisProcess } from './rooms.ts'
import { openSealing } from './sealing.ts'

export interface Counters {
  messages: number
  deliveries: number
  acknowledged: number
  refused: number
  droppedSlow: number
  droppedSilent: number
}

/** What all connections of one process share. */
export interface House {
  options: ChatOptions
  sessions: Set<WebSocket>
  rooms: Rooms
  counters: Counters
  heartbeat: Heartbeat
  presence: Presence | null
  acceptance: Acceptance
  persistence: Persistence<Entry> | null
  close(): Promise<void>
}

export interface Place {
  options: ChatOptions
  /** Where this process keeps its log. */
  folder: string
  synced(path: string, bytes: number): void
}

const messageChannel = 'chat'
const storeLimitMs = 5_000

export async function openHouse({ options, folder, synced }: Place): Promise<House> {
  const counters: Counters = {
    messages: 0,
    deliveries: 0,
    acknowledged: 0,
    refused: 0,
    droppedSlow: 0,
    droppedSilent: 0,
  }
  const rooms = roomsOfThisProcess(options.waitingBytesMax)
  const bus = await busOf(options)
  const acceptance = openAcceptance(() => stages)
  const { refused, logged, stored } = acceptance
  const stages: Stages = {
    options,
    sealing: openSealing(options),
    log: hasLog(options)
      ? await openLog({
          folder,
          sync: options.acknowledge === 'synced',
          logged,
          refused: (entries, error) => refused(entries, `the log cannot be written: ${error}`),
          synced,
        })
      : null,
    persistence:
      options.persistence === 'postgres'
        ? await openPersistence<Entry>({ url: options.databaseUrl ?? '', rowOf, stored })
        : null,
    deliver(said) {
      deliverHere(said)
      bus.publish(messageChannel, JSON.stringify(said))
    },
  }

  function deliverHere(said: Said): void {
    counters.deliveries += rooms.deliver(said.room, frameOf(said))
  }

  await bus.subscribe(messageChannel, (payload) => deliverHere(JSON.parse(payload)))
  const heartbeat = startHeartbeat(options.heartbeatMs)
  const presence = options.presence ? await presenceOf(rooms, bus) : null
  return {
    ...{ options, sessions: new Set(), rooms, counters, heartbeat, presence, acceptance },
    persistence: stages.persistence,
    async close() {
      heartbeat.close()
      presence?.close()
      await stages.log?.flush()
      await stages.persistence?.close(storeLimitMs)
      await stages.log?.close()
      await Promise.all([stages.sealing.close(), bus.close()])
    },
  }
}

function presenceOf(rooms: Rooms, bus: Bus): Promise<Presence> {
  return openPresence({
    bus,
    origin: `${process.pid}-${Date.now()}`,
    namesHere: rooms.namesIn,
    roomsHere: rooms.rooms,
    announce(room, names) {
      const shown = names.slice(0, namesShownMax)
      rooms.deliver(room, frameOf({ type: 'presence', room, count: names.length, names: shown }))
    },
  })
}

const namesShownMax = 50

function rowOf({ said: { id, room, from, at }, stored }: Entry) {
  return { id, room, from, at, text: stored }
}

async function busOf({ bus, databaseUrl, redisUrl }: ChatOptions): Promise<Bus> {
  if (bus === 'relay') return relayBus()
  if (bus === 'none')
    return { publish() {}, async subscribe() {}, traffic: noTraffic, async close() {} }
  const place = { databaseUrl: databaseUrl ?? '' }
  return openBus({ ...place, redisUrl: bus === 'redis' ? (redisUrl ?? undefined) : undefined })
}
