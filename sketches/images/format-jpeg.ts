import type { Cursor, Reading } from './cursor.ts'
import type { CheckSize } from './inspection.ts'
import { broken } from './refusal.ts'

/** Each scan of a progressive image goes over all of it again, so that thousands of them are an attack. */
const scansMax = 100
const [fill, startOfScan, endOfImage] = [0xff, 0xda, 0xd9]

/** From marker to marker until the end of the image, through the compressed data as well. */
export function* readJpeg(
  cursor: Cursor,
  start: Buffer,
  checkSize: CheckSize,
): Reading<{ width: number; height: number }> {
  let size: { width: number; height: number } | null = null
  let scans = 0
  // The first segment has begun within the bytes that told the type: its marker and its length.
  let marker = start.readUInt8(3)
  let length: number | null = start.readUInt16BE(4)
  let ahead = start.subarray(6)

  for (;;) {
    if (marker === endOfImage) break
    if (hasLength(marker)) {
      length ??= (yield* cursor.take(2)).readUInt16BE()
      if (length < 2) throw broken('A segment of the JPEG image is shorter than its own length')
      const body: Buffer = yield* bodyOf(cursor, ahead, { marker, length })
      if (isFrame(marker)) {
        if (size !== null) throw broken('The JPEG image states its size twice')
        size = sizeFrom(marker, body)
        checkSize(size.width, size.height)
      }
      if (marker === startOfScan && ++scans > scansMax)
        throw broken(`The JPEG image has over ${scansMax} scans`)
    }
    marker = yield* nextMarker(cursor, marker === startOfScan)
    length = null
    ahead = Buffer.alloc(0)
  }
  if (size === null || scans === 0) throw broken('The JPEG image ends before it shows anything')
  return size
}

/** Of the frame its bytes, of all others nothing: they are passed over. */
function* bodyOf(
  cursor: Cursor,
  ahead: Buffer,
  { marker, length }: { marker: number; length: number },
): Reading<Buffer> {
  const bytes = length - 2
  if (bytes < ahead.length) throw broken('The first segment of the JPEG image is too short')
  if (isFrame(marker)) return Buffer.concat([ahead, yield* cursor.take(bytes - ahead.length)])
  yield* cursor.skip(bytes - ahead.length)
  return Buffer.alloc(0)
}

function* nextMarker(cursor: Cursor, isInScan: boolean): Reading<number> {
  if (isInScan) return yield* cursor.seek(fill, endsScan)
  if ((yield* cursor.next()) !== fill)
    throw broken(`At ${cursor.position() - 1} of the JPEG image no segment begins`)
  let code = fill
  while (code === fill) code = yield* cursor.next()
  return code
}

/** Inside a scan, zero stands for a byte of data, a restart changes nothing, and the filler fills. */
function endsScan(code: number): boolean {
  return code !== 0 && code !== fill && !isRestart(code)
}

function sizeFrom(marker: number, body: Buffer): { width: number; height: number } {
  if (marker > 0xc2) throw broken('The JPEG image is compressed in a way that nobody uses')
  if (body.length < 6) throw broken('The JPEG image does not state its size')
  return { height: body.readUInt16BE(1), width: body.readUInt16BE(3) }
}

/** All that start a frame, beside tables that have numbers among theirs. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
}

function isRestart(marker: number): boolean {
  return marker >= 0xd0 && marker <= 0xd7
}

function hasLength(marker: number): boolean {
  return marker > 0x01 && !(marker >= 0xd0 && marker <= endOfImage)
}
