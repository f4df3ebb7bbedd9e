import type { Duplex } from 'node:stream'

/** One connection, as rooms see it. */
export interface Member {
  socket: Duplex
  /** Its name in each of its rooms. */
  rooms: Map<string, string>
  /** Ends it, since it reads more slowly than its rooms speak. */
  drop(): void
}

export interface Rooms {
  join(room: string, name: string, member: Member): void
  leave(room: string, member: Member): void
  /** Writes the frame to each member that this process holds, and answers how many those are. */
  deliver(room: string, frame: Buffer): number
  namesIn(room: string): string[]
  rooms(): Iterable<string>
  count(): number
}

export function roomsOfThisProcess(waitingBytesMax: number): Rooms {
  const rooms = new Map<string, Set<Member>>()
  return {
    join(room, name, member) {
      const members = rooms.get(room) ?? new Set()
      rooms.set(room, members.add(member))
      member.rooms.set(room, name)
    },
    leave(room, member) {
      member.rooms.delete(room)
      const members = rooms.get(room)
      members?.delete(member)
      if (members?.size === 0) rooms.delete(room)
    },
    deliver(room, frame) {
      const members = rooms.get(room)
      if (members === undefined) return 0
      for (const member of members) writeTo(member, frame, waitingBytesMax)
      return members.size
    },
    namesIn: (room) => [...(rooms.get(room) ?? [])].map((member) => member.rooms.get(room) ?? ''),
    rooms: () => rooms.keys(),
    count: () => rooms.size,
  }
}

/** What a reader does not take waits in this process's memory: so much of it, and no more. */
export function writeTo({ socket, drop }: Member, frame: Buffer, waitingBytesMax: number): void {
  if (!socket.writable) return
  if (!socket.write(frame) && socket.writableLength > waitingBytesMax) drop()
}
