import type { Cursor, Reading } from './cursor.ts'
import type { CheckSize } from './inspection.ts'
import { broken } from './refusal.ts'

const checksumBytes = 4

/** From chunk to chunk until the one that ends the image. */
export function* readPng(
  cursor: Cursor,
  start: Buffer,
  checkSize: CheckSize,
): Reading<{ width: number; height: number }> {
  let length = start.readUInt32BE(8)
  const type = (yield* cursor.take(4)).toString('latin1')
  if (type !== 'IHDR' || length !== 13) throw broken('The PNG image does not begin with its size')
  const header = yield* cursor.take(length)
  yield* cursor.skip(checksumBytes)
  const size = { width: header.readUInt32BE(0), height: header.readUInt32BE(4) }
  checkSize(size.width, size.height)

  let hasPixels = false
  for (;;) {
    const chunk = yield* cursor.take(8)
    length = chunk.readUInt32BE()
    const name = chunk.toString('latin1', 4)
    if (!/^[a-z]{4}$/i.test(name) || length > 0x7fff_ffff)
      throw broken(`At ${cursor.position() - 8} of the PNG image is no chunk`)
    yield* cursor.skip(length + checksumBytes)
    if (name === 'IDAT') hasPixels = true
    if (name === 'IEND') break
  }
  if (!hasPixels) throw broken('The PNG image ends before it shows anything')
  return size
}
