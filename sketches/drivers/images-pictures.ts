import sharp from 'sharp'
import { randomFrom } from './pace.ts'

export interface PictureOptions {
  width: number
  height: number
  format?: 'jpeg' | 'png' | 'webp' | 'avif'
  /** Another seed makes another picture, and so another content. */
  seed?: number
  quality?: number
}

const [shapesEdge, grainEdgeMax, grainDepth] = [24, 256, 0.28]

/** A picture with smooth shapes and a grain over them, so that it costs a decoder about what a photograph does. */
export async function picture(options: PictureOptions): Promise<Buffer> {
  const { width, height, format = 'jpeg', seed = 1, quality = 90 } = options
  const random = randomFrom(seed)
  const shapes = pixels(shapesEdge, () => random() * 256)
  const grainEdge = Math.min(grainEdgeMax, width, height)
  const grain = pixels(grainEdge, () => 128 + (random() + random() - 1) * 256 * grainDepth)
  const data = await sharp(shapes, raw(shapesEdge))
    .resize(width, height, { fit: 'fill', kernel: 'cubic' })
    .raw()
    .toBuffer()
  layOver(data, grain, { width, grainEdge })
  const drawn = sharp(data, { raw: { width, height, channels: 3 } })
  if (format === 'png') return drawn.png({ compressionLevel: 1 }).toBuffer()
  return drawn.toFormat(format, { quality, effort: 0 }).toBuffer()
}

/** Tiles the grain over the pixels. The library does the same, and takes three times as long. */
function layOver(
  data: Buffer,
  grain: Buffer,
  { width, grainEdge }: { width: number; grainEdge: number },
): void {
  const [line, tile] = [width * 3, grainEdge * 3]
  for (let at = 0, y = 0; at < data.length; y++) {
    const row = (y % grainEdge) * tile
    for (let x = 0, end = at + line; at < end; at++) {
      data[at] = softened[((grain[row + x] ?? 0) << 8) | (data[at] ?? 0)] ?? 0
      if (++x === tile) x = 0
    }
  }
}

/** What the blending called soft light makes of a byte, by that of the layer above it and its own. */
const softened = Uint8Array.from({ length: 65_536 }, (_, bytes) => {
  const [above, own] = [(bytes >> 8) / 255, (bytes & 255) / 255]
  if (above <= 0.5) return Math.round(255 * (own - (1 - 2 * above) * own * (1 - own)))
  const lighter = own <= 0.25 ? ((16 * own - 12) * own + 4) * own : Math.sqrt(own)
  return Math.round(255 * (own + (2 * above - 1) * (lighter - own)))
})

/** The same picture with another remark behind its first two bytes: another content at no cost. */
export function distinct(jpeg: Buffer, number: number): Buffer {
  const remark = Buffer.from(`number ${number}`)
  const segment = Buffer.from([0xff, 0xfe, 0, remark.length + 2])
  return Buffer.concat([jpeg.subarray(0, 2), segment, remark, jpeg.subarray(2)])
}

/** Small and quick to make. */
export function smallPicture(seed: number): Promise<Buffer> {
  const random = randomFrom(seed)
  return sharp(
    pixels(32, () => random() * 256),
    raw(32),
  )
    .png({ compressionLevel: 1 })
    .toBuffer()
}

function pixels(edge: number, value: () => number): Buffer {
  return Buffer.from(Array.from({ length: edge * edge * 3 }, value))
}

const raw = (edge: number) => ({ raw: { width: edge, height: edge, channels: 3 as const } })
