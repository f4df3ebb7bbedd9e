/** What a client sends, one JSON object in one text frame. */
export type Request =
  | { type: 'join'; room: string; name: string }
  | { type: 'leave'; room: string }
  | { type: 'say'; id: string; room: string; text: string }
  | { type: 'end process' }

/** A message, as every member of the room gets it, its author too: that copy tells the order. */
export interface Said {
  type: 'say'
  id: string
  room: string
  from: string
  text: string
  at: number
}

export type Answer =
  | Said
  | { type: 'joined'; room: string; process: number }
  | { type: 'ack'; id: string }
  | { type: 'refused'; id: string; reason: string }
  | { type: 'presence'; room: string; count: number; names: string[] }

/** Why a connection was closed, as the client is told (RFC 6455 §7.4). */
export const closeCodes = {
  malformed: 1007,
  refused: 1008,
  tooLarge: 1009,
  leaving: 1012,
  tooSlow: 1013,
}

const namePattern = /^[\p{L}\p{N}_.-]{1,64}$/u
const idPattern = /^[\w-]{1,64}$/
/** All control characters but tab and line feed: no database text holds a zero. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it is about
const controlPattern = /[\0-\x08\x0b-\x1f\x7f]/

/** Text of a frame → what it asks for, or in words what is wrong with it. */
export function requestFrom(text: string, textBytesMax: number): Request | string {
  const request = parse(text)
  if (request === null || typeof request !== 'object') return 'expected a JSON object'
  const { type, id, room, name, text: said } = request as Record<string, unknown>
  if (type === 'end process') return { type }
  if (typeof room !== 'string' || !namePattern.test(room))
    return 'expected a room of 1 to 64 letters'
  if (type === 'leave') return { type, room }
  if (type === 'join')
    return typeof name === 'string' && namePattern.test(name)
      ? { type, room, name }
      : 'expected a name of 1 to 64 letters'
  if (type !== 'say') return 'expected the type join, leave or say'
  if (typeof id !== 'string' || !idPattern.test(id)) return 'expected an id of 1 to 64 letters'
  if (typeof said !== 'string' || said === '') return 'expected a text'
  if (controlPattern.test(said)) return 'expected a text without control characters'
  if (Buffer.byteLength(said) > textBytesMax)
    return `expected a text of at most ${textBytesMax} bytes`
  return { type, id, room, text: said }
}

/**
 * One text frame from server to client, header and payload in one piece (RFC 6455 §5.2): made once for a message,
 * then written to every socket as it is.
 */
export function frameOf(answer: Answer): Buffer {
  const payload = JSON.stringify(answer)
  const length = Buffer.byteLength(payload)
  const header = length < 126 ? 2 : length < 65_536 ? 4 : 10
  const frame = Buffer.allocUnsafe(header + length)
  frame[0] = 0x81
  frame[1] = header === 2 ? length : header === 4 ? 126 : 127
  if (header === 4) frame.writeUInt16BE(length, 2)
  if (header === 10) frame.writeBigUInt64BE(BigInt(length), 2)
  frame.write(payload, header)
  return frame
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
