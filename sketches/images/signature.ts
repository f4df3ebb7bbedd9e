import type { Format } from './inspection.ts'
import { Refusal } from './refusal.ts'

/** Enough to tell the formats apart. */
export const startBytes = 12

interface Kind {
  name: string
  /** Where its mark stands. */
  at: number
  marks: string[]
}

/** Formats that people do send, so that they hear what they sent. */
const others: Kind[] = [
  { name: 'a GIF image', at: 0, marks: ['GIF8'] },
  { name: 'a BMP image', at: 0, marks: ['BM'] },
  { name: 'a TIFF image', at: 0, marks: ['II*\0', 'MM\0*'] },
  { name: 'a PDF document', at: 0, marks: ['%PDF'] },
  { name: 'a JPEG XL image', at: 0, marks: ['\xff\x0a', '\0\0\0\x0cJXL '] },
  { name: 'a JPEG 2000 image', at: 4, marks: ['jP  '] },
  { name: 'a Photoshop file', at: 0, marks: ['8BPS'] },
  { name: 'an archive', at: 0, marks: ['PK\x03\x04', '\x1f\x8b', 'Rar!', '7z\xbc'] },
  { name: 'a program', at: 0, marks: ['MZ', '\x7fELF', '#!'] },
  { name: 'an HEIC image', at: 4, marks: ['ftyphei', 'ftyphev', 'ftypmsf1'] },
  { name: 'a video', at: 4, marks: ['ftyp', 'moov', 'mdat'] },
  { name: 'a video', at: 0, marks: ['\x1a\x45\xdf\xa3'] },
  { name: 'a video', at: 8, marks: ['AVI '] },
  { name: 'sound', at: 8, marks: ['WAVE'] },
  { name: 'sound', at: 0, marks: ['ID3', 'OggS'] },
]

/** By content alone: neither the name nor the announced type of an upload is asked. */
export function formatOf(start: Buffer): Format {
  const text = start.toString('latin1')
  if (text.startsWith('\xff\xd8\xff')) return 'jpeg'
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return 'png'
  if (text.startsWith('RIFF') && text.startsWith('WEBP', 8)) return 'webp'
  // A file that only says "image of some kind" in its first brand names AVIF in a later one.
  if (['ftypavif', 'ftypmif1', 'ftypmiaf'].some((mark) => text.startsWith(mark, 4))) return 'avif'
  throw new Refusal(
    415,
    'type',
    `The upload is ${nameOf(text)}, expected a JPEG, PNG, WebP or AVIF image`,
  )
}

function nameOf(text: string): string {
  const known = others.find(({ at, marks }) => marks.some((mark) => text.startsWith(mark, at)))
  if (known !== undefined) return known.name
  const plain = text.replace(/^\xef\xbb\xbf/, '').trimStart()
  if (plain.startsWith('<')) return 'SVG, HTML or other text with tags'
  const isText = [...plain].every((each) => (each >= ' ' && each <= '~') || each === '\n')
  return isText ? 'text' : 'of no known type'
}
