import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { interlacedPng, pngChunk, progressiveJpeg } from '../../sketches/drivers/images-bombs.ts'
import { picture } from '../../sketches/drivers/images-pictures.ts'
import { startInspection } from '../../sketches/images/inspection.ts'

const limits = { pixelsMax: 50_000_000 }
const formats = ['jpeg', 'png', 'webp', 'avif'] as const
const pieceSizes = [1, 7, 4096, 1 << 20]

/** `jpeg 40 × 30`, or the reason why not; in pieces of the given size. */
function inspect(bytes: Buffer, pieceBytes = 65_536): string {
  const inspection = startInspection(limits)
  try {
    for (let at = 0; at < bytes.length; at += pieceBytes)
      inspection.push(bytes.subarray(at, at + pieceBytes))
    const { format, width, height } = inspection.finish()
    return `${format} ${width} × ${height}`
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** How many bytes it took to refuse. */
function bytesUntilRefused(bytes: Buffer): number {
  const inspection = startInspection(limits)
  for (let at = 0; at < bytes.length; at++)
    try {
      inspection.push(bytes.subarray(at, at + 1))
    } catch {
      return at + 1
    }
  return Number.POSITIVE_INFINITY
}

describe.each(formats)('%s', (format) => {
  const made = () => picture({ width: 90, height: 60, format })

  test('is read in pieces of any size', async () => {
    const whole = await made()
    for (const bytes of pieceSizes) expect(inspect(whole, bytes)).toBe(`${format} 90 × 60`)
  })

  test('is refused wherever it is cut off', async () => {
    const whole = await made()
    for (let end = 0; end < whole.length; end += 1 + Math.floor(whole.length / 97))
      expect(inspect(whole.subarray(0, end)), `cut at ${end}`).toMatch(
        /^The (image ends|upload is e)/,
      )
    expect(inspect(whole.subarray(0, -1))).toBe(
      `The image ends after ${whole.length - 1} bytes, in the middle of what it announces`,
    )
  })
})

test('progressive, interlaced, lossless and transparent ones are read as well', async () => {
  const source = sharp(await picture({ width: 90, height: 60 }))
  const variants = [
    source.clone().jpeg({ progressive: true, quality: 100 }),
    source
      .clone()
      .jpeg({ mozjpeg: true, chromaSubsampling: '4:4:4' })
      .withExif({ IFD0: { Artist: 'A' } }),
    source.clone().grayscale().jpeg(),
    source.clone().png({ progressive: true, palette: true }),
    source.clone().webp({ lossless: true }),
    source.clone().ensureAlpha(0.5).webp(),
    source.clone().ensureAlpha(0.5).avif({ effort: 0 }),
  ]
  for (const variant of variants) {
    const { data, info } = await variant.toBuffer({ resolveWithObject: true })
    expect(inspect(data, 11)).toBe(`${info.format === 'heif' ? 'avif' : info.format} 90 × 60`)
  }
})

test.each([
  ['an SVG', '<svg xmlns="http://www.w3.org/2000/svg"/>', 'SVG, HTML or other text with tags'],
  ['a page', '\n<!doctype html><script>alert(1)</script>', 'SVG, HTML or other text with tags'],
  ['plain text', 'no image at all', 'text'],
  ['a short text', 'no', 'text'],
  ['a GIF', 'GIF89a=1;alert(1)//', 'a GIF image'],
  ['a TIFF', 'II*\0 and the rest of it', 'a TIFF image'],
  ['a BMP', 'BM and the rest of it', 'a BMP image'],
  ['a PDF', '%PDF-1.7 and the rest', 'a PDF document'],
  ['a ZIP', 'PK\x03\x04 and the rest of it', 'an archive'],
  ['an ELF', '\x7fELF and the rest of it', 'a program'],
  ['a HEIC', '\0\0\0\x18ftypheic\0\0\0\0', 'an HEIC image'],
  ['a video', '\0\0\0\x18ftypisom\0\0\0\0', 'a video'],
  ['a JPEG XL', '\0\0\0\x0cJXL \r\n\x87\n', 'a JPEG XL image'],
  ['noise', '\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c\x0d', 'of no known type'],
])('%s is called by its name', (_, start, name) => {
  expect(inspect(Buffer.from(start, 'latin1'))).toBe(
    `The upload is ${name}, expected a JPEG, PNG, WebP or AVIF image`,
  )
})

describe('256 megapixels in few bytes', () => {
  const [width, height] = [16_000, 16_000]
  const reason = 'The image is 16000 × 16000 pixels, expected at most 50000000 in all'
  test.each([
    ['progressive JPEG', progressiveJpeg(width, height)],
    ['interlaced PNG', interlacedPng(width, height)],
  ])('%s is refused by its head alone, which a decoder would have believed', async (_, bytes) => {
    expect(inspect(bytes)).toBe(reason)
    expect(bytesUntilRefused(bytes)).toBeLessThan(200)
    expect((await sharp(bytes, { limitInputPixels: false }).metadata()).width).toBe(width)
  })

  test('what they are made of is valid, and passes where it is small', async () => {
    for (const small of [
      progressiveJpeg(400, 300, 3),
      progressiveJpeg(400, 300),
      interlacedPng(400, 300),
    ]) {
      expect(inspect(small)).toMatch(/^(jpeg|png) 400 × 300$/)
      const { info } = await sharp(small, { failOn: 'warning' })
        .raw()
        .toBuffer({ resolveWithObject: true })
      expect(info).toMatchObject({ width: 400, height: 300 })
    }
  })

  test('a WebP canvas that claims less than its pixels is looked through', async () => {
    const whole = await sharp(await picture({ width: 90, height: 60 }))
      .ensureAlpha(0.5)
      .webp()
      .toBuffer()
    const pixels = whole.indexOf('VP8 ')
    whole.writeUInt16LE(0x3fff, pixels + 14)
    whole.writeUInt16LE(0x3fff, pixels + 16)
    expect(inspect(whole)).toContain('16383 × 16383 pixels')
  })

  test('an AVIF that states more is refused by what it states', async () => {
    const whole = await picture({ width: 90, height: 60, format: 'avif' })
    const stated = whole.indexOf('ispe')
    whole.writeUInt32BE(16_000, stated + 8)
    whole.writeUInt32BE(16_000, stated + 12)
    expect(inspect(whole)).toBe(reason.replace('50000000', '25000000'))
    // Its decoder holds more for each pixel, so that what others may have is too much here.
    whole.writeUInt32BE(6_000, stated + 8)
    whole.writeUInt32BE(5_000, stated + 12)
    expect(inspect(whole)).toContain('6000 × 5000 pixels, expected at most 25000000')
    whole.writeUInt32BE(5_000, stated + 8)
    expect(inspect(whole)).toBe('avif 5000 × 5000')
  })
})

describe('what is not put together as it should be', () => {
  const jpeg = (...bytes: number[]) => Buffer.from([0xff, 0xd8, ...bytes])
  const png = (...chunks: Buffer[]) =>
    Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...chunks])
  const size = Buffer.from([0, 0, 0, 9, 0, 0, 0, 9, 8, 0, 0, 0, 0])

  test('JPEG', () => {
    expect(inspect(jpeg(0xff, 0xd9, ...new Array(20).fill(0)))).toContain(
      'before it shows anything',
    )
    expect(inspect(jpeg(0xff, 0xe0, 0, 1, ...new Array(20).fill(0)))).toContain(
      'shorter than its own',
    )
    const frame = [0xff, 0xc0, 0, 11, 8, 0, 9, 0, 9, 1, 1, 0x11, 0]
    expect(inspect(jpeg(...frame, ...frame))).toContain('states its size twice')
    expect(inspect(jpeg(0xff, 0xc3, ...frame.slice(2)))).toContain('in a way that nobody uses')
    expect(inspect(jpeg(0xff, 0xc0, 0, 11, 8, 0, 0, 0, 9, 1, 1, 0x11, 0))).toContain('9 × 0 pixels')
    expect(inspect(jpeg(...frame, 7, 7, 7))).toContain('no segment begins')
    const scans = new Array(101).fill([0xff, 0xda, 0, 2]).flat()
    expect(inspect(jpeg(...frame, ...scans, 0xff, 0xd9))).toContain('over 100 scans')
  })

  test('PNG', () => {
    const end = pngChunk('IEND', Buffer.alloc(0))
    expect(inspect(png(pngChunk('IHDR', size), end))).toContain('before it shows anything')
    expect(inspect(png(pngChunk('IDAT', size), end))).toContain('does not begin with its size')
    expect(inspect(png(pngChunk('IHDR', size), pngChunk('1234', size)))).toContain('is no chunk')
  })

  test('WebP', async () => {
    const animated = await sharp(await picture({ width: 20, height: 40 }), { pages: 1 })
      .webp({ loop: 2 })
      .toBuffer()
    expect(inspect(animated)).toBe('webp 20 × 40')
    const moving = Buffer.concat([
      Buffer.from('RIFF\x16\0\0\0WEBPANIM\x0a\0\0\0', 'latin1'),
      Buffer.alloc(10),
    ])
    expect(inspect(moving)).toContain('animated, expected a still one')
    const beyond = Buffer.from('RIFF\x16\0\0\0WEBPVP8 \xff\0\0\0abcdefghij', 'latin1')
    expect(inspect(beyond)).toContain('reaches beyond')
  })

  test('AVIF', () => {
    const brands = Buffer.from('\0\0\0\x10ftypavif\0\0\0\0', 'latin1')
    expect(inspect(Buffer.from('\0\0\0\x10ftypmif1\0\0\0\0heic', 'latin1'))).toContain('HEIC')
    expect(inspect(brands)).toContain('before it shows anything')
    expect(inspect(Buffer.concat([brands, Buffer.from('\0\0\0\x07meta', 'latin1')]))).toContain(
      'is no box',
    )
  })
})

test.each(formats.filter((format) => format !== 'jpeg'))(
  'bytes behind a %s are refused',
  async (format) => {
    const whole = await picture({ width: 90, height: 60, format })
    const archive = Buffer.from('PK\x03\x04 an archive', 'latin1')
    expect(inspect(Buffer.concat([whole, archive]))).toMatch(/follow the end|is no box/)
  },
)

test('bytes behind a JPEG are no part of it', async () => {
  const whole = await picture({ width: 90, height: 60 })
  for (const pieceBytes of pieceSizes) {
    const inspection = startInspection(limits)
    const both = Buffer.concat([whole, Buffer.from('PK\x03\x04 an archive', 'latin1')])
    const kept: Buffer[] = []
    for (let at = 0; at < both.length; at += pieceBytes) {
      const piece = both.subarray(at, at + pieceBytes)
      kept.push(piece.subarray(0, inspection.push(piece)))
    }
    expect(inspection.finish().format).toBe('jpeg')
    expect(Buffer.concat(kept).equals(whole)).toBe(true)
  }
})
