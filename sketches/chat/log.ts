import { type FileHandle, mkdir, open, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import type { Entry, Segment } from './entry.ts'
import type { Said } from './protocol.ts'

export interface Log {
  append(entry: Entry): void
  /** Lets go of pieces whose messages the database holds. */
  release(entries: Entry[]): void
  /** Resolves when all that was appended is logged. */
  flush(): Promise<void>
  close(): Promise<void>
}

export interface LogOptions {
  folder: string
  /** Whether a message counts as logged when it is on the disk, or already when the system has it. */
  sync: boolean
  logged(entries: Entry[]): void
  refused(entries: Entry[], error: unknown): void
  /** Told how far a file is on the disk, before `logged` is called for what it holds. */
  synced?(path: string, bytes: number): void
}

const segmentBytesMax = 4 << 20

/**
 * One file after another that is only appended to. What comes while one write is under way goes with the next, so
 * that one sync serves many messages.
 */
export async function openLog(options: LogOptions): Promise<Log> {
  await mkdir(options.folder, { recursive: true })
  let waiting: Entry[] = []
  let working: Promise<void> | null = null
  let current: OpenSegment | null = null

  async function work(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting
      waiting = []
      try {
        current = await roomyOr(current, options.folder)
        await write(current, batch, options)
        options.logged(batch)
      } catch (error) {
        options.refused(batch, error)
      }
    }
    working = null
  }

  return {
    append(entry) {
      waiting.push(entry)
      working ??= Promise.resolve().then(work)
    },
    release(entries) {
      for (const { segment } of entries)
        if (segment !== undefined && --segment.unstored === 0 && segment.isFull)
          rm(segment.path, { force: true }).catch(() => {})
    },
    async flush() {
      await working
    },
    async close() {
      await working
      await current?.file.close()
      if (current?.segment.unstored === 0) await rm(current.segment.path, { force: true })
    },
  }
}

/** The whole messages of all files in the folder, oldest file first; what follows a torn line is not there. */
export async function replayLog(folder: string): Promise<Stored[]> {
  const names = (await readdir(folder).catch(() => [])).toSorted()
  const files = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')))
  return files.flatMap(storedIn)
}

export interface Stored extends Omit<Said, 'type'> {}

interface OpenSegment {
  file: FileHandle
  bytes: number
  segment: Segment
}

async function roomyOr(current: OpenSegment | null, folder: string): Promise<OpenSegment> {
  if (current !== null && current.bytes < segmentBytesMax) return current
  if (current !== null) {
    current.segment.isFull = true
    await current.file.close()
    if (current.segment.unstored === 0) await rm(current.segment.path, { force: true })
  }
  const path = join(folder, `${Date.now()}-${process.hrtime.bigint()}.log`)
  const file = await open(path, 'ax')
  // The name itself has to be on the disk, or the file is found nowhere.
  const parent = await open(folder)
  await parent.sync().finally(() => parent.close())
  return { file, bytes: 0, segment: { path, unstored: 0, isFull: false } }
}

async function write(current: OpenSegment, batch: Entry[], options: LogOptions): Promise<void> {
  const bytes = Buffer.from(batch.map(lineOf).join(''))
  try {
    await current.file.appendFile(bytes)
    if (options.sync) await current.file.datasync()
  } catch (error) {
    // What was refused must not come back from half a line.
    await current.file.truncate(current.bytes)
    throw error
  }
  current.bytes += bytes.length
  current.segment.unstored += batch.length
  for (const entry of batch) entry.segment = current.segment
  if (options.sync) options.synced?.(current.segment.path, current.bytes)
}

/** Checksum, blank, JSON: a line that was written in part is known by its sum. */
function lineOf({ said: { id, room, from, at }, stored }: Entry): string {
  const json = JSON.stringify({ id, room, from, text: stored, at })
  return `${crc32(json).toString(16).padStart(8, '0')} ${json}\n`
}

function storedIn(text: string): Stored[] {
  const lines = text.split('\n')
  const torn = lines.findIndex(
    (line) => crc32(line.slice(9)) !== Number.parseInt(line.slice(0, 8), 16),
  )
  return lines.slice(0, torn === -1 ? lines.length : torn).map((line) => JSON.parse(line.slice(9)))
}
