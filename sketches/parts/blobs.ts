import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, type Stats } from 'node:fs'
import { link, mkdir, open, readdir, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'

/** Keeps byte strings under names, each put once and never changed; what is there is whole and on the disk. */
export interface Blobs {
  put(key: string, bytes: Source, limits?: { bytesMax?: number }): Promise<Put>
  /** The whole, or the bytes from `start` up to and including `end`; null where there is none. */
  get(key: string, range?: { start?: number; end?: number }): Promise<Readable | null>
  stat(key: string): Promise<{ bytes: number; putMs: number } | null>
  delete(key: string): Promise<void>
  keys(): AsyncIterable<string>
}

export type Source = Uint8Array | AsyncIterable<Uint8Array>

export interface Put {
  bytes: number
  sha256: string
  /** False where the key was taken: what stands there stays. */
  isNew: boolean
}

const keyPattern = /^\w[\w.-]*(\/\w[\w.-]*){0,8}$/
const abandonedAfterMs = 3_600_000
/** A picture of megabytes costs half the CPU of reading it in the usual 64 KiB. */
const pieceBytes = 1 << 20

/** In a folder: written under a temporary name, synced, and only then given its own. */
export async function openBlobs(folder: string): Promise<Blobs> {
  const [whole, incoming] = [join(folder, 'whole'), join(folder, 'incoming')]
  await Promise.all([whole, incoming].map((path) => mkdir(path, { recursive: true })))
  await removeAbandoned(incoming)

  function placeOf(key: string): string {
    if (!keyPattern.test(key) || key.length > 500)
      throw new TypeError(
        `Unexpected key ${key}, expected letters, digits, . _ - and / between them`,
      )
    return join(whole, key)
  }

  return {
    async put(key, bytes, { bytesMax = Number.POSITIVE_INFINITY } = {}) {
      const place = placeOf(key)
      const temporary = join(incoming, randomUUID())
      try {
        const written = await write(temporary, bytes, bytesMax)
        await mkdir(dirname(place), { recursive: true })
        const isNew = await nameOnce(temporary, place)
        return { ...written, isNew }
      } finally {
        await rm(temporary, { force: true })
      }
    },
    async get(key, range = {}) {
      const place = placeOf(key)
      if ((await fileAt(place)) === null) return null
      return createReadStream(place, { ...range, highWaterMark: pieceBytes })
    },
    async stat(key) {
      const found = await fileAt(placeOf(key))
      return found === null ? null : { bytes: found.size, putMs: found.mtimeMs }
    },
    delete: (key) => rm(placeOf(key), { force: true }),
    async *keys() {
      for (const entry of await readdir(whole, { recursive: true, withFileTypes: true }))
        if (entry.isFile())
          yield join(entry.parentPath, entry.name)
            .slice(whole.length + 1)
            .replaceAll('\\', '/')
    },
  }
}

async function write(path: string, source: Source, bytesMax: number): Promise<Omit<Put, 'isNew'>> {
  const file = await open(path, 'wx')
  try {
    const digest = createHash('sha256')
    let bytes = 0
    for await (const chunk of source instanceof Uint8Array ? [source] : source) {
      bytes += chunk.length
      if (bytes > bytesMax)
        throw new RangeError(`Unexpected length of over ${bytesMax} bytes, expected that at most`)
      digest.update(chunk)
      // Unlike write and writev, this goes on until all of it is written, or fails.
      await file.appendFile(chunk)
    }
    await file.sync()
    return { bytes, sha256: digest.digest('hex') }
  } finally {
    await file.close()
  }
}

/** A link, unlike a renaming, never replaces what is there; the folder is synced, or the name could be lost. */
async function nameOnce(temporary: string, place: string): Promise<boolean> {
  try {
    await link(temporary, place)
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  }
  for (const folder of [dirname(place), dirname(dirname(place))]) {
    const handle = await open(folder)
    await handle.sync().finally(() => handle.close())
  }
  return true
}

/** What a killed process was writing. A young one may still be written by another. */
async function removeAbandoned(incoming: string): Promise<void> {
  for (const name of await readdir(incoming)) {
    const path = join(incoming, name)
    const found = await stat(path).catch(nullIfMissing)
    if (found !== null && Date.now() - found.mtimeMs > abandonedAfterMs)
      await rm(path, { force: true })
  }
}

async function fileAt(place: string): Promise<Stats | null> {
  const found = await stat(place).catch(nullIfMissing)
  return found?.isFile() ? found : null
}

function nullIfMissing(error: unknown): null {
  if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return null
  throw error
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}
