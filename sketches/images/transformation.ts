import sharp, { type Sharp } from 'sharp'
import type { Output } from './plan.ts'

export interface Made {
  bytes: Buffer
  width: number
  height: number
}

/** The decoders that this service needs; the library has some for SVG, PDF and more, which nobody here may reach. */
const decoders = ['Jpeg', 'Png', 'Webp', 'Heif'].flatMap((name) => [`VipsForeignLoad${name}`])

/** Once a process: threads are the processes' affair, and a cache of old jobs would count as memory of new ones. */
export function prepareLibrary(threads: number): void {
  sharp.concurrency(threads)
  sharp.cache(false)
  sharp.block({ operation: ['VipsForeignLoad'] })
  sharp.unblock({ operation: decoders })
}

export interface Picture {
  original: Buffer
  pixelsMax: number
}

/** Decodes, transforms and encodes one output. */
export async function make(picture: Picture, output: Output): Promise<Made> {
  const arranged = arrange(picture, output)
  if (output.filter !== null) filters[output.filter](arranged)
  return encode(arranged, output)
}

/** Turned upright and brought to its size; whatever else the original said of itself is left out. */
export function arrange({ original, pixelsMax }: Picture, { width, height }: Output): Sharp {
  const picture = sharp(original, { limitInputPixels: pixelsMax, failOn: 'error' }).autoOrient()
  if (width === null) return picture
  if (height === null) return picture.resize({ width, fit: 'inside', withoutEnlargement: true })
  return picture.resize({ width, height, fit: 'cover' })
}

export async function encode(picture: Sharp, { format }: Output): Promise<Made> {
  encoders[format](picture)
  const { data, info } = await picture.toBuffer({ resolveWithObject: true })
  return { bytes: data, width: info.width, height: info.height }
}

const filters = {
  grayscale: (picture: Sharp) => picture.grayscale(),
  blur: (picture: Sharp) => picture.blur(4),
  sharpen: (picture: Sharp) => picture.sharpen({ sigma: 1 }),
  median: (picture: Sharp) => picture.median(5),
}

const encoders = {
  jpeg: (picture: Sharp) => picture.jpeg({ quality: 80 }),
  png: (picture: Sharp) => picture.png({ compressionLevel: 6 }),
  webp: (picture: Sharp) => picture.webp({ quality: 80, effort: 2 }),
  avif: (picture: Sharp) => picture.avif({ quality: 50, effort: 2 }),
}
