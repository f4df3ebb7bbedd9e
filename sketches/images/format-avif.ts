import type { Cursor, Reading } from './cursor.ts'
import type { CheckSize } from './inspection.ts'
import { broken, Refusal } from './refusal.ts'

interface Size {
  width: number
  height: number
}

const describedBytesMax = 1 << 20
const brandsBytesMax = 1 << 10
const boxes = ['meta', 'mdat', 'free', 'skip', 'uuid']

/** From box to box until the end; the size stands in the one that describes the items. */
export function* readAvif(cursor: Cursor, start: Buffer, checkSize: CheckSize): Reading<Size> {
  const brandsBytes = start.readUInt32BE() - start.length
  if (brandsBytes < 0 || brandsBytes > brandsBytesMax)
    throw broken('The AVIF image does not begin with its brands')
  const brands = start.toString('latin1', 8) + (yield* cursor.take(brandsBytes)).toString('latin1')
  if (!brands.includes('avif'))
    throw new Refusal(415, 'type', 'The upload is an HEIC image, expected JPEG, PNG, WebP or AVIF')

  let size: Size | null = null
  let hasPixels = false
  while (!(yield* cursor.isAtEnd())) {
    const box = yield* cursor.take(8)
    const name = box.toString('latin1', 4)
    const length = box.readUInt32BE() - box.length
    if (!boxes.includes(name) || length < 0)
      throw broken(`At ${cursor.position() - 8} of the AVIF image is no box of a still image`)
    if (name === 'meta') {
      if (length > describedBytesMax) throw broken('The description of the AVIF image is too long')
      size = largestIn(yield* cursor.take(length), checkSize)
    } else yield* cursor.skip(length)
    if (name === 'mdat') hasPixels = true
  }
  if (size === null || !hasPixels) throw broken('The AVIF image ends before it shows anything')
  return size
}

/** Tiles, previews and masks have sizes of their own, all no larger than the whole. */
function largestIn(description: Buffer, checkSize: CheckSize): Size {
  let largest: Size | null = null
  for (let at = description.indexOf('ispe'); at >= 0; at = description.indexOf('ispe', at + 4)) {
    if (at + 16 > description.length) break
    const size = {
      width: description.readUInt32BE(at + 8),
      height: description.readUInt32BE(at + 12),
    }
    checkSize(size.width, size.height)
    if (largest === null || size.width * size.height > largest.width * largest.height)
      largest = size
  }
  if (largest === null) throw broken('The AVIF image does not state its size')
  return largest
}
