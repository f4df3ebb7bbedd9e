import type { Cursor, Reading } from './cursor.ts'
import type { CheckSize } from './inspection.ts'
import { broken, Refusal } from './refusal.ts'

interface Size {
  width: number
  height: number
}

const headBytes = 10

/** From chunk to chunk through the length that the container states. */
export function* readWebp(cursor: Cursor, start: Buffer, checkSize: CheckSize): Reading<Size> {
  const end = start.readUInt32LE(4) + 8
  let size: Size | null = null
  let hasPixels = false
  while (cursor.position() < end) {
    const chunk = yield* cursor.take(8)
    const name = chunk.toString('latin1', 0, 4)
    const length = chunk.readUInt32LE(4)
    // Chunks are padded to an even length.
    const padded = length + (length % 2)
    if (cursor.position() + padded > end) throw broken('A chunk reaches beyond the WebP image')
    if (name === 'ANIM' || name === 'ANMF')
      throw new Refusal(415, 'type', 'The WebP image is animated, expected a still one')
    const head = yield* cursor.take(Math.min(headBytes, padded))
    yield* cursor.skip(padded - head.length)
    const stated = sizeFrom(name, head)
    if (stated === null) continue
    // A small canvas around large pixels would be a lie: all are looked at.
    checkSize(stated.width, stated.height)
    size ??= stated
    if (name !== 'VP8X') hasPixels = true
  }
  if (size === null || !hasPixels) throw broken('The WebP image ends before it shows anything')
  return size
}

function sizeFrom(name: string, head: Buffer): Size | null {
  if (!/^VP8[ LX]$/.test(name)) return null
  if (head.length < headBytes) throw broken('The WebP image does not state its size')
  if (name === 'VP8X')
    return { width: head.readUIntLE(4, 3) + 1, height: head.readUIntLE(7, 3) + 1 }
  if (name === 'VP8 ')
    return { width: head.readUInt16LE(6) & 0x3fff, height: head.readUInt16LE(8) & 0x3fff }
  const bits = head.readUInt32LE(1)
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
}
