import { readdir, readFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { interlacedPng, progressiveJpeg } from '../../sketches/drivers/images-bombs.ts'
import { picture, smallPicture } from '../../sketches/drivers/images-pictures.ts'
import { type Images, start } from '../../sketches/images/index.ts'
import { optionsFrom } from '../../sketches/images/options.ts'
import { until } from '../sketches/processes.ts'
import { ended, sendTo, statusIn } from './client.ts'

let images: Images
beforeAll(async () => {
  images = await start({ workers: 2, depthMax: 12, uploadBytesMax: 4 << 20 })
})
afterAll(() => images?.[Symbol.asyncDispose]())

const quick = { plan: 'only:32:webp' }

test('an upload becomes its results, in the formats and sizes that its plan names', async () => {
  const plan =
    'small:80:jpeg:grayscale,square:50x50:png:blur,page:full:webp:sharpen,tiny:16:avif:median'
  const original = await picture({ width: 300, height: 200 })
  const sent = await sendTo(images, original, { plan, name: 'holiday.jpg' })
  expect(sent).toMatchObject({ status: 202, isNew: true })
  const done = await ended(images, sent.id)
  expect(done).toMatchObject({
    ...{ status: 'done', name: 'holiday.jpg', progress: 4, outputs: 4, attempt: 1, reason: null },
    original: { format: 'jpeg', width: 300, height: 200, bytes: original.length },
  })
  expect(
    done.results.map(({ name, format, width, height }) => [name, format, width, height]),
  ).toEqual([
    ['small', 'jpeg', 80, 53],
    ['square', 'png', 50, 50],
    ['page', 'webp', 300, 200],
    ['tiny', 'avif', 16, 11],
  ])
  for (const { address, format, width, height, bytes } of done.results) {
    const answer = await fetch(new URL(address, images.addresses.page))
    expect(answer.headers.get('content-type')).toBe(`image/${format}`)
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    const body = Buffer.from(await answer.arrayBuffer())
    expect(body.length).toBe(bytes)
    const read = await sharp(body).metadata()
    const kind = read.format === 'heif' ? 'avif' : read.format
    expect([kind, read.width, read.height]).toEqual([format, width, height])
  }
})

test.each(['png', 'webp', 'avif'] as const)(
  '%s is taken as well, and turned into JPEG',
  async (format) => {
    const sent = await sendTo(images, await picture({ width: 60, height: 40, format }), {
      plan: 'a:30:jpeg',
    })
    const done = await ended(images, sent.id)
    expect(done).toMatchObject({ status: 'done', original: { format } })
  },
)

test('what is worked on already is not worked on again, however often it is sent at once', async () => {
  const original = await smallPicture(7)
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => sendTo(images, original, quick)),
  )
  expect(new Set(answers.map(({ id }) => id)).size).toBe(1)
  expect(answers.filter(({ isNew }) => isNew).length).toBe(1)
  expect(answers.map(({ status }) => status).toSorted()).toEqual([...new Array(7).fill(200), 202])
  const [{ id = '' } = {}] = answers
  expect((await ended(images, id)).attempt).toBe(1)
  const otherPlan = await sendTo(images, original, { plan: 'only:16:webp' })
  expect(otherPlan).toMatchObject({ status: 202, isNew: true })
  await ended(images, otherPlan.id)
  expect(await holdersOf(original)).toHaveLength(2)
})

test('an upright picture is made of one that lies on its side, and nothing else that it says is kept', async () => {
  const lying = await sharp(await picture({ width: 60, height: 40 }))
    .withMetadata({ orientation: 6, exif: { IFD0: { Artist: 'A person' } } })
    .jpeg()
    .toBuffer()
  const { id } = await sendTo(images, lying, { plan: 'up:full:jpeg' })
  const [result] = (await ended(images, id)).results
  expect(result).toMatchObject({ width: 40, height: 60 })
  const made = await fetch(new URL(result?.address ?? '', images.addresses.page))
  const body = Buffer.from(await made.arrayBuffer())
  expect((await sharp(body).metadata()).exif).toBeUndefined()
  expect(lying.includes('A person')).toBe(true)
  expect(body.includes('A person')).toBe(false)
})

test('a polyglot: what follows a JPEG is neither kept nor handed out', async () => {
  const archive = Buffer.from('PK\x03\x04 the archive behind the picture', 'latin1')
  const whole = await picture({ width: 64, height: 64, seed: 9 })
  const { id } = await sendTo(images, Buffer.concat([whole, archive]), quick)
  expect(await ended(images, id)).toMatchObject({
    status: 'done',
    original: { bytes: whole.length },
  })
  expect(await holdersOf(archive)).toEqual([])
  expect(await holdersOf(whole.subarray(-200))).toHaveLength(1)
})

async function holdersOf(text: Buffer): Promise<string[]> {
  const names = await readdir(images.folder, { recursive: true, withFileTypes: true })
  const files = names
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
  const found = await Promise.all(files.map(async (path) => (await readFile(path)).includes(text)))
  return files.filter((_, index) => found[index])
}

test.each<{ sent: string; body: Buffer | string; plan?: string; status: number; refused: string }>([
  { sent: 'nothing', body: '', status: 422, refused: 'empty' },
  { sent: 'text', body: 'no image at all', status: 415, refused: 'type' },
  { sent: 'an SVG', body: '<svg onload="alert(1)"/>', status: 415, refused: 'type' },
  {
    sent: 'a progressive bomb',
    body: progressiveJpeg(16_000, 16_000),
    status: 413,
    refused: 'pixels',
  },
  {
    sent: 'an interlaced bomb',
    body: interlacedPng(16_000, 16_000),
    status: 413,
    refused: 'pixels',
  },
  {
    sent: 'half',
    body: interlacedPng(100, 100).subarray(0, 60),
    status: 422,
    refused: 'truncated',
  },
  { sent: 'too many bytes', body: Buffer.alloc(5 << 20), status: 413, refused: 'bytes' },
  { sent: 'a bad plan', body: 'x', plan: '../x:full:png', status: 400, refused: 'plan' },
])('$sent: refused with the reason, and nothing is left of it', async (given) => {
  const { body, plan = quick.plan, status, refused } = given
  const files = () => readdir(join(images.folder, 'whole'), { recursive: true })
  const before = await files()
  const sent = await sendTo(images, body, { plan })
  expect(sent).toMatchObject({ status, refused })
  expect(sent.because).toMatch(/expected|ends|empty|longer/)
  expect(await files()).toEqual(before)
  expect(await readdir(join(images.folder, 'incoming'))).toEqual([])
})

test('a bomb is refused long before anybody could have decoded a tenth of it', async () => {
  const tenth = progressiveJpeg(5_000, 5_000)
  const decodedMs = await medianMs(3, () => sharp(tenth).raw().toBuffer())
  for (const body of [progressiveJpeg(16_000, 16_000), interlacedPng(16_000, 16_000)]) {
    const refusedMs = await medianMs(9, async () => {
      expect((await sendTo(images, body, quick)).refused).toBe('pixels')
    })
    expect(refusedMs).toBeLessThan(decodedMs / 4)
  }
})

async function medianMs(times: number, act: () => Promise<unknown>): Promise<number> {
  const seen: number[] = []
  for (let time = 0; time < times; time++) {
    const start = performance.now()
    await act()
    seen.push(performance.now() - start)
  }
  return seen.toSorted((a, b) => a - b)[Math.floor(times / 2)] ?? 0
}

test('an upload of no stated length ends where it is too long', async () => {
  const { port, hostname } = new URL(images.addresses.page)
  const socket = connect(Number(port), hostname)
  const head = await picture({ width: 300, height: 200 })
  socket.write('POST /images HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n')
  let answer = ''
  socket.on('data', (text) => (answer += text))
  socket.on('error', () => {})
  const frame = (bytes: Buffer) =>
    Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')])
  socket.write(frame(head.subarray(0, -2)))
  for (let number = 0; number < 6; number++) socket.write(frame(Buffer.alloc(1 << 20)))
  await until(() => answer.includes('}'))
  socket.destroy()
  expect(answer).toMatch(/^HTTP\/1.1 413 .*"refused":"bytes"/s)
})

test('an upload that breaks off leaves nothing', async () => {
  const { port, hostname } = new URL(images.addresses.page)
  const socket = connect(Number(port), hostname)
  socket.write('POST /images HTTP/1.1\r\nhost: a\r\ncontent-length: 100000\r\n\r\n')
  const incoming = () => readdir(join(images.folder, 'incoming'))
  socket.write((await picture({ width: 300, height: 200 })).subarray(0, 5000))
  await until(async () => (await incoming()).length === 1)
  socket.destroy()
  await until(async () => (await incoming()).length === 0)
})

test('a picture whose head is right and whose pixels are not fails once, with what the decoder said', async () => {
  const lying = await picture({ width: 200, height: 200, format: 'png' })
  // The compressed pixels are spoilt, the chunks around them are not.
  const pixels = lying.indexOf('IDAT') + 4
  lying.fill(0x55, pixels + 100, pixels + 400)
  const sent = await sendTo(images, lying, quick)
  expect(sent.status).toBe(202)
  const failed = await ended(images, sent.id)
  expect(failed).toMatchObject({ status: 'failed', attempt: 1, results: [] })
  expect(failed.reason).toMatch(/png|libspng|vips/i)
})

test('an AVIF that states less than it holds harms nobody', async () => {
  const lying = await picture({ width: 800, height: 600, format: 'avif' })
  const stated = lying.indexOf('ispe')
  lying.writeUInt32BE(8, stated + 8)
  lying.writeUInt32BE(8, stated + 12)
  const { id } = await sendTo(images, lying, quick)
  expect(['done', 'failed']).toContain((await ended(images, id)).status)
})

test('other pages, other methods and other paths are refused', async () => {
  const { page, upload } = images.addresses
  const ask = async (url: string, init: RequestInit) => (await fetch(url, init)).status
  expect(
    await ask(upload, { method: 'POST', body: 'x', headers: { origin: 'https://a.example' } }),
  ).toBe(403)
  expect(await ask(upload, { method: 'PUT', body: 'x' })).toBe(404)
  expect(await ask(`${upload}/..%2f..%2fetc%2fpasswd`, {})).toBe(404)
  expect(await ask(`${upload}/${'0'.repeat(40)}`, {})).toBe(404)
  expect(await ask(`${upload}/${'0'.repeat(40)}/small`, {})).toBe(404)
  expect(await ask(`${page}dead/${'0'.repeat(40)}/requeue`, { method: 'POST' })).toBe(404)
  expect(await ask(`${page}kill`, { method: 'POST' })).toBe(403)
  expect(await ask(`${upload}/more`, { method: 'POST', body: 'x' })).toBe(404)
  expect(await ask(`${page}metrics/more`, {})).toBe(404)
  expect(await ask(`${page}constructor`, {})).toBe(404)
  expect(await ask(page, { method: 'HEAD' })).toBe(200)
})

test('the metrics tell what has happened', async () => {
  let text = ''
  await until(async () => {
    text = await (await fetch(images.addresses.metrics)).text()
    return /images_jobs_done_total [1-9]/.test(text)
  })
  expect(text).toMatch(/images_jobs\{status="done"\} [1-9]/)
  expect(text).toMatch(/images_uploads_refused_total\{reason="pixels"\} [1-9]/)
  expect(text).toMatch(/images_jobs_at_once_max 2\n/)
  // What a job needs is measured by now: the memory bounds by that, and no longer by what was assumed.
  const value = (name: string) => Number(text.split(`\n${name} `)[1]?.split('\n')[0])
  const jobBytes = value('images_job_bytes')
  expect(jobBytes).toBeGreaterThan(30_000_000)
  expect(jobBytes).toBeLessThan(300_000_000)
  const { memoryBytes, reservedBytes, jobBytesAssumed } = optionsFrom({})
  expect(jobBytes).not.toBe(jobBytesAssumed)
  expect(value('images_bound_jobs{by="memory"}')).toBe(
    Math.max(0, Math.floor((memoryBytes - reservedBytes) / jobBytes)),
  )
  for (const line of text.trim().split('\n'))
    expect(line).toMatch(/^(# TYPE \w+ (counter|gauge)|\w+(\{\w+="\w+"\})? [\d.e+-]+)$/)
})

test('above the depth an upload is sent away, and told when to come back', async () => {
  const slow = { plan: 'a:1200x1200:avif:median' }
  const answers = []
  for (let seed = 100; seed < 140; seed++)
    answers.push(await sendTo(images, await smallPicture(seed), slow))
  const refused = answers.filter(({ status }) => status === 429)
  expect(refused.length).toBeGreaterThan(0)
  expect(Number(refused[0]?.retryAfter)).toBeGreaterThanOrEqual(1)
  expect(refused[0]).toMatchObject({ refused: 'busy' })
  const [first] = answers
  expect(await statusIn(images, first?.id ?? '')).toMatchObject({ outputs: 1 })
})
