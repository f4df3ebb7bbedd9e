import { cursorOf, type Reading } from './cursor.ts'
import { readAvif } from './format-avif.ts'
import { readJpeg } from './format-jpeg.ts'
import { readPng } from './format-png.ts'
import { readWebp } from './format-webp.ts'
import { Refusal, truncated } from './refusal.ts'
import { formatOf, startBytes } from './signature.ts'

export type Format = 'jpeg' | 'png' | 'webp' | 'avif'

/** What the bytes say of themselves. The pixels are not decoded here: that is the work of a process of its own. */
export interface Found {
  format: Format
  width: number
  height: number
}

export interface Limits {
  pixelsMax: number
}

export type CheckSize = (width: number, height: number) => void

export interface Inspection {
  /** Takes the next piece and answers how much of it belongs to the image; refuses as soon as it can be known. */
  push(piece: Uint8Array): number
  /** Refuses what is not whole. */
  finish(): Found
}

/** The decoder of AVIF was seen to hold 26 bytes a pixel, the others with all that is done to a picture 17 at most. */
const pixelWeights: Record<Format, number> = { jpeg: 1, png: 1, webp: 1, avif: 2 }
const formats = { jpeg: readJpeg, png: readPng, webp: readWebp, avif: readAvif }

/** Reads an upload while it passes by: its type by content, its size in pixels, and whether it is whole. */
export function startInspection({ pixelsMax }: Limits): Inspection {
  const cursor = cursorOf()
  let [received, end] = [0, 0]
  let found: Found | null = null
  let pixelsHere = pixelsMax

  function checkSize(width: number, height: number): void {
    if (width === 0 || height === 0)
      throw new Refusal(422, 'broken', `The image is ${width} × ${height} pixels, which is none`)
    if (width * height > pixelsHere)
      throw new Refusal(
        413,
        'pixels',
        `The image is ${width} × ${height} pixels, expected at most ${pixelsHere} in all`,
      )
  }

  function* read(): Reading<Found> {
    const start = yield* cursor.takeUpTo(startBytes)
    if (start.length === 0) throw new Refusal(422, 'empty', 'The upload is empty')
    const format = formatOf(start)
    pixelsHere = Math.floor(pixelsMax / pixelWeights[format])
    if (start.length < startBytes) throw truncated(start.length)
    const { width, height } = yield* formats[format](cursor, start, checkSize)
    checkSize(width, height)
    end = cursor.position()
    // Cameras put previews and notes of their own behind a JPEG; elsewhere nothing has any business there.
    if (format !== 'jpeg' && !(yield* cursor.isAtEnd()))
      throw new Refusal(
        422,
        'trailing',
        `Bytes follow the end of the ${format.toUpperCase()} image`,
      )
    return { format, width, height }
  }

  const reading = read()
  function step(): void {
    if (found !== null) return
    const { done, value } = reading.next()
    if (done) found = value
  }

  step()
  return {
    push(piece) {
      const start = received
      received += piece.length
      cursor.push(piece)
      step()
      return found === null ? piece.length : Math.max(0, end - start)
    },
    finish() {
      cursor.end()
      step()
      if (found === null) throw new Error('The parser waits for more although there is no more')
      return found
    },
  }
}
