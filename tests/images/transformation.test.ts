import sharp from 'sharp'
import { beforeAll, expect, test } from 'vitest'
import { pngChunk } from '../../sketches/drivers/images-bombs.ts'
import { picture } from '../../sketches/drivers/images-pictures.ts'
import { planFrom } from '../../sketches/images/plan.ts'
import { make, prepareLibrary } from '../../sketches/images/transformation.ts'

const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"/>')
const small = { width: 40, height: 30 }
const pixelsMax = 2_000
let gif: Buffer
let tiff: Buffer
beforeAll(async () => {
  const drawn = sharp(await picture(small))
  ;[gif, tiff] = await Promise.all([drawn.clone().gif().toBuffer(), drawn.tiff().toBuffer()])
  // Without the block the library reads all of them, or its refusal below would say nothing.
  for (const each of [svg, gif, tiff]) expect((await sharp(each).metadata()).width).toBe(40)
  prepareLibrary(1)
})

async function made(original: Buffer): Promise<string> {
  const [output] = planFrom('a:20:png')
  if (output === undefined) throw new Error('A plan has outputs')
  return make({ original, pixelsMax }, output).then(
    ({ width, height }) => `${width} × ${height}`,
    (error: Error) => error.message,
  )
}

test('whatever slips past the inspection, the library decodes four formats only', async () => {
  for (const each of [svg, gif, tiff])
    expect(await made(each)).toContain('unsupported image format')
  for (const format of ['jpeg', 'png', 'webp', 'avif'] as const)
    expect(await made(await picture({ ...small, format }))).toBe('20 × 15')
})

test('whatever slips past the inspection, the library decodes no more pixels than are allowed, and nothing that is cut off', async () => {
  expect(await made(await picture({ width: 50, height: 41 }))).toContain('exceeds pixel limit')
  const whole = await picture(small)
  expect(await made(whole.subarray(0, whole.length / 2))).toMatch(/premature end/i)
  const png = await picture({ ...small, format: 'png' })
  const cut = Buffer.concat([
    png.subarray(0, png.indexOf('IDAT') + 24),
    pngChunk('IEND', Buffer.alloc(0)),
  ])
  expect(await made(cut)).not.toMatch(/×/)
})
