import { spawn } from 'node:child_process'
import type { Readable } from 'node:stream'
import type { Pixels } from './javascript-filter.ts'
import type { Filter } from './plan.ts'

/**
 * A program that filters pixels on a device of its own, such as a GPU: a driver that crashes then takes a process
 * along that nobody misses. Both sides write frames: the length of a header (4 bytes, the lowest first), the header
 * (JSON), and the pixels, as many bytes as it states. The program begins with a frame that describes its device,
 * and leaves when its input ends.
 */
export interface FilterProgram {
  device: Device
  apply(filter: Filter, pixels: Pixels): Promise<Pixels>
  close(): void
}

export interface Device {
  name: string
  /** Jobs that find room on it at once. */
  jobs: number
}

interface Frame {
  header: Record<string, unknown>
  data: Buffer
}

const [openLimitMs, answerLimitMs] = [20_000, 60_000]
const headerBytesMax = 10_000

export async function startFilterProgram([file = '', ...args]: string[]): Promise<FilterProgram> {
  const child = spawn(file, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  const { promise: ended, reject: end } = Promise.withResolvers<never>()
  ended.catch(() => {})
  child.once('error', (error) => end(new Error(`The filter program does not start: ${error}`)))
  child.once('exit', (code, signal) =>
    end(new Error(`The filter program ended: ${signal ?? code}`)),
  )
  child.stdin.on('error', () => {})
  const frames = framesOf(child.stdout)

  async function next(limitMs: number): Promise<Frame> {
    const timer = setTimeout(() => {
      end(new Error(`The filter program gave no answer within ${limitMs} ms`))
      child.kill('SIGKILL')
    }, limitMs)
    try {
      const { value, done } = await Promise.race([frames.next(), ended])
      // Its output ends before its exit is known, which then says why.
      return done ? await ended : value
    } finally {
      clearTimeout(timer)
    }
  }

  const { header } = await next(openLimitMs)
  return {
    device: { name: String(header.name), jobs: Math.max(1, Number(header.jobs) || 1) },
    async apply(filter, { data, width, height, channels }) {
      const text = Buffer.from(
        JSON.stringify({ filter, width, height, channels, bytes: data.length }),
      )
      const length = Buffer.alloc(4)
      length.writeUInt32LE(text.length)
      for (const part of [length, text, data]) child.stdin.write(part)
      const answer = await next(answerLimitMs)
      if (answer.data.length !== data.length)
        throw new Error(`The filter program answered ${answer.data.length} of ${data.length} bytes`)
      return { data: answer.data, width, height, channels }
    },
    close: () => void child.kill('SIGKILL'),
  }
}

async function* framesOf(stream: Readable): AsyncGenerator<Frame, void, void> {
  let pieces: Buffer[] = []
  let held = 0
  const source = stream.iterator() as AsyncIterator<Buffer>

  async function take(bytes: number): Promise<Buffer | null> {
    while (held < bytes) {
      const { value, done } = await source.next()
      if (done) return null
      pieces.push(value)
      held += value.length
    }
    const all = pieces.length === 1 ? (pieces[0] ?? Buffer.alloc(0)) : Buffer.concat(pieces)
    pieces = [all.subarray(bytes)]
    held = all.length - bytes
    return all.subarray(0, bytes)
  }

  for (;;) {
    const length = (await take(4))?.readUInt32LE() ?? null
    if (length === null) return
    if (length > headerBytesMax) throw new Error('The filter program wrote no frame')
    const text = await take(length)
    if (text === null) return
    const header = JSON.parse(text.toString()) as Record<string, unknown>
    const data = await take(Number(header.bytes ?? 0))
    if (data === null) return
    yield { header, data }
  }
}
