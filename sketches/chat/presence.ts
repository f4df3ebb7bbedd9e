import type { Bus } from '../parts/bus.ts'

export interface Presence {
  /** Tells that somebody came or went here. */
  changed(room: string): void
  close(): void
}

export interface PresenceOptions {
  bus: Bus
  /** Names of this process and this start of it. */
  origin: string
  namesHere(room: string): string[]
  roomsHere(): Iterable<string>
  /** Called with everybody who is in the room, for the members that are here. */
  announce(room: string, names: string[]): void
}

export const presenceChannel = 'presence'

const tickMs = 500
/** Every so many ticks, everything is told again, since the bus may lose what it carries. */
const ticksBetweenFull = 10
const silentTicksMax = 15
const roomsAReport = 40

interface Report {
  origin: string
  rooms: [room: string, names: string[]][]
}

/**
 * Each process tells who is in its part of a room: a state, not a change, so that the next report mends what a lost
 * one broke. A process that falls silent has nobody.
 */
export async function openPresence(options: PresenceOptions): Promise<Presence> {
  const { bus, origin, namesHere, roomsHere, announce } = options
  const others = new Map<string, { silentTicks: number; rooms: Map<string, string[]> }>()
  const dirty = new Set<string>()
  const stale = new Set<string>()
  let ticks = 0

  await bus.subscribe(presenceChannel, (payload) => {
    const report: Report = JSON.parse(payload)
    const known = others.get(report.origin)?.rooms ?? new Map()
    others.set(report.origin, { silentTicks: 0, rooms: known })
    for (const [room, names] of report.rooms) {
      if (`${known.get(room) ?? ''}` === `${names}`) continue
      if (names.length === 0) known.delete(room)
      else known.set(room, names)
      stale.add(room)
    }
  })

  function tick(): void {
    if (ticks++ % ticksBetweenFull === 0) for (const room of roomsHere()) dirty.add(room)
    const rooms = [...dirty].map((room): Report['rooms'][number] => [room, namesHere(room)])
    dirty.clear()
    // Also without any room: it is the sign of life.
    for (let at = 0; at === 0 || at < rooms.length; at += roomsAReport) {
      const report: Report = { origin, rooms: rooms.slice(at, at + roomsAReport) }
      bus.publish(presenceChannel, JSON.stringify(report))
    }
    for (const [name, other] of others) {
      if (++other.silentTicks <= silentTicksMax) continue
      others.delete(name)
      for (const room of other.rooms.keys()) stale.add(room)
    }
    for (const room of stale) announce(room, everybodyIn(room))
    stale.clear()
  }

  function everybodyIn(room: string): string[] {
    const elsewhere = [...others.values()].flatMap(({ rooms }) => rooms.get(room) ?? [])
    return [...new Set([...namesHere(room), ...elsewhere])].toSorted()
  }

  const timer = setInterval(tick, tickMs)
  return {
    changed(room) {
      dirty.add(room)
      stale.add(room)
    },
    close: () => clearInterval(timer),
  }
}
