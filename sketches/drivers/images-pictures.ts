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
export function picture(options: PictureOptions): Promise<Buffer> {
  const { width, height, format = 'jpeg', seed = 1, quality = 90 } = options
  const random = randomFrom(seed)
  const shapes = pixels(shapesEdge, () => random() * 256)
  const grainEdge = Math.min(grainEdgeMax, width, height)
  const grain = pixels(grainEdge, () => 128 + (random() + random() - 1) * 256 * grainDepth)
  const drawn = sharp(shapes, raw(shapesEdge))
    .resize(width, height, { fit: 'fill', kernel: 'cubic' })
    .composite([{ input: grain, ...raw(grainEdge), tile: true, blend: 'soft-light' }])
    .removeAlpha()
  if (format === 'png') return drawn.png({ compressionLevel: 1 }).toBuffer()
  return drawn.toFormat(format, { quality, effort: 0 }).toBuffer()
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
