import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { openBlobs } from '../../sketches/parts/blobs.ts'
import { startOwner, until } from './processes.ts'

const blobsFile = new URL('../../sketches/parts/blobs.ts', import.meta.url).href

test('what was put is there, whole or in part, with its digest', async () => {
  await using place = await openPlace()
  const { blobs } = place
  const bytes = randomBytes(300_000)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  expect(await blobs.put('a/b.jpg', chunksOf(bytes))).toEqual({
    bytes: 300_000,
    sha256,
    isNew: true,
  })
  expect(await contentOf(blobs.get('a/b.jpg'))).toEqual(bytes)
  expect(await contentOf(blobs.get('a/b.jpg', { start: 5, end: 9 }))).toEqual(bytes.subarray(5, 10))
  expect(await blobs.stat('a/b.jpg')).toMatchObject({ bytes: 300_000 })
  expect(await Array.fromAsync(blobs.keys())).toEqual(['a/b.jpg'])
})

test('a key is put once: the second is told so and changes nothing', async () => {
  await using place = await openPlace()
  const texts = Array.from({ length: 8 }, (_, number) => Buffer.from(`text ${number}`))
  const puts = await Promise.all(texts.map((text) => place.blobs.put('one', text)))
  expect(puts.filter(({ isNew }) => isNew)).toHaveLength(1)
  const winner = puts.findIndex(({ isNew }) => isNew)
  expect(await contentOf(place.blobs.get('one'))).toEqual(texts[winner])
  expect(await readdir(join(place.folder, 'incoming'))).toEqual([])
})

test('what is missing or deleted is null, and deleting it again no error', async () => {
  await using place = await openPlace()
  const { blobs } = place
  await blobs.put('there/is', Buffer.from('one'))
  for (const key of ['nothing', 'there', 'there/is/not'])
    expect([await blobs.get(key), await blobs.stat(key)]).toEqual([null, null])
  await blobs.delete('there/is')
  await blobs.delete('there/is')
  expect(await blobs.get('there/is')).toBeNull()
})

test('what is too long or breaks off leaves nothing', async () => {
  await using place = await openPlace()
  const { blobs, folder } = place
  const long = blobs.put('long', chunksOf(randomBytes(100_000)), { bytesMax: 50_000 })
  await expect(long).rejects.toThrow('expected that at most')
  await expect(blobs.put('broken', breakingOff())).rejects.toThrow('the client is gone')
  expect(await Array.fromAsync(blobs.keys())).toEqual([])
  expect(await readdir(join(folder, 'incoming'))).toEqual([])
})

test('a name that leads elsewhere is refused', async () => {
  await using place = await openPlace()
  for (const key of ['../x', '/etc/passwd', 'a//b', 'a/../b', '', '.hidden', 'a\\b', 'a/'])
    await expect(place.blobs.put(key, Buffer.from('x'))).rejects.toThrow('Unexpected key')
})

test('a writer that is killed leaves nothing to see, and its remains go after a while', async () => {
  await using place = await openPlace()
  const incoming = join(place.folder, 'incoming')
  await using owner = await startOwner(`
    import { openBlobs } from ${JSON.stringify(blobsFile)}
    const blobs = await openBlobs(${JSON.stringify(place.folder)})
    async function* slow() { for (;;) { yield Buffer.alloc(1000); await new Promise((go) => setTimeout(go, 5)) } }
    console.log('writing')
    await blobs.put('half', slow())`)
  await until(async () => (await readdir(incoming)).length === 1)
  await owner.end('SIGKILL')
  expect(await place.blobs.get('half')).toBeNull()
  await openBlobs(place.folder)
  const [name] = await readdir(incoming)
  await utimes(join(incoming, name ?? ''), 0, 0)
  await writeFile(join(incoming, 'young'), 'still written')
  await openBlobs(place.folder)
  expect(await readdir(incoming)).toEqual(['young'])
})

async function openPlace() {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast blobs '))
  return {
    folder,
    blobs: await openBlobs(folder),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  }
}

async function contentOf(found: ReturnType<Awaited<ReturnType<typeof openBlobs>>['get']>) {
  const stream = await found
  return stream === null ? null : buffer(stream)
}

async function* chunksOf(bytes: Buffer): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 16_000) yield bytes.subarray(at, at + 16_000)
}

async function* breakingOff(): AsyncGenerator<Uint8Array> {
  yield Buffer.from('half')
  throw new Error('the client is gone')
}
