import { crc32, deflateSync } from 'node:zlib'

/** Where each of the seven passes begins, and how far apart its pixels are. */
const passes = [
  { x: 0, y: 0, stepX: 8, stepY: 8 },
  { x: 4, y: 0, stepX: 8, stepY: 8 },
  { x: 0, y: 4, stepX: 4, stepY: 8 },
  { x: 2, y: 0, stepX: 4, stepY: 4 },
  { x: 0, y: 2, stepX: 2, stepY: 4 },
  { x: 1, y: 0, stepX: 2, stepY: 2 },
  { x: 0, y: 1, stepX: 1, stepY: 2 },
]

/** A valid interlaced PNG of one colour and one bit a pixel: few bytes, and whoever decodes it needs them all at once. */
export function interlacedPng(width: number, height: number): Buffer {
  const bytes = passes.reduce((sum, { x, y, stepX, stepY }) => {
    const columns = Math.ceil((width - x) / stepX)
    const lines = Math.ceil((height - y) / stepY)
    return sum + lines * (1 + Math.ceil(columns / 8))
  }, 0)
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  // One bit a pixel, grey, deflate, the only filter method, interlaced.
  header.set([1, 0, 0, 0, 1], 8)
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    pngChunk('IHDR', header),
    pngChunk('IDAT', deflateSync(Buffer.alloc(bytes), { level: 1 })),
    pngChunk('IEND', Buffer.alloc(0)),
  ])
}

export function pngChunk(name: string, content: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), content])
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(content.length)
  checksum.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, checksum])
}

/**
 * A valid progressive JPEG of one grey: its decoder keeps all coefficients at once, 2 bytes a pixel and channel,
 * which are 64 times the bytes of the file.
 */
export function progressiveJpeg(width: number, height: number, channels: 1 | 3 = 1): Buffer {
  const blocks = Math.ceil(width / 8) * Math.ceil(height / 8) * channels
  const size = Buffer.alloc(5)
  size.writeUInt8(8)
  size.writeUInt16BE(height, 1)
  size.writeUInt16BE(width, 3)
  const ids = Array.from({ length: channels }, (_, index) => index + 1)
  // A table of codes with a single one, which is one bit long and says: as the block before.
  const codes = [0x00, 1, ...new Array(15).fill(0), 0]
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xdb, [0, ...new Array(64).fill(1)]),
    segment(0xc2, [...size, channels, ...ids.flatMap((id) => [id, 0x11, 0])]),
    segment(0xc4, codes),
    segment(0xda, [channels, ...ids.flatMap((id) => [id, 0]), 0, 0, 0]),
    Buffer.alloc(Math.ceil(blocks / 8)),
    Buffer.from([0xff, 0xd9]),
  ])
}

function segment(marker: number, content: number[]): Buffer {
  const length = content.length + 2
  return Buffer.from([0xff, marker, length >> 8, length & 0xff, ...content])
}
