import { writeFile } from 'node:fs/promises'
import { finished } from 'node:stream/promises'
import { type Blobs, openBlobs } from '../parts/blobs.ts'
import { answerOwner } from '../parts/child.ts'
import { ownCpuS } from '../parts/own-usage.ts'
import { DeviceFailure, type Filtering, openFiltering } from './filtering.ts'
import type { Result } from './job.ts'
import { type Output, planFrom } from './plan.ts'
import { type Made, prepareLibrary } from './transformation.ts'
import {
  type Beat,
  beatMs,
  type Outcome,
  resultKey,
  type Task,
  type WorkerSettings,
} from './worker-message.ts'

const watchMs = 10

// Does one job at a time in a process of its own, which may fall over without harm to anybody else.
let blobs: Blobs
let filtering: Filtering
let settings: WorkerSettings
let [progress, peakBytes] = [0, 0]
answerOwner({ open, run })

async function open(given: WorkerSettings): Promise<void> {
  settings = given
  prepareLibrary(given.threads)
  blobs = await openBlobs(given.folder)
  filtering = openFiltering(given.gpuProgram)
  // Where memory is short, the system is to end a worker and not the database. Linux alone knows the file.
  await writeFile('/proc/self/oom_score_adj', '1000').catch(() => {})
  setInterval(() => say(false), beatMs)
}

async function run(task: Task): Promise<Outcome> {
  ;[progress, peakBytes] = [0, 0]
  const before = ownCpuS()
  // The library works on threads of its own, so that this timer runs on and sees the memory grow.
  const watch = setInterval(watchMemory, watchMs)
  try {
    const original = await bytesOf(task.original)
    watchMemory()
    const results: Result[] = []
    // The disk takes one output while the cores make the next.
    let stored = Promise.resolve()
    for (const output of planFrom(task.plan)) {
      const made = await makeOne(original, output)
      watchMemory()
      await stored
      if ('unreadable' in made) return made
      stored = store(resultKey(task, output.name), { output, made, results })
      // Who waits for it hears of it: until then nobody does.
      stored.catch(() => {})
    }
    await stored
    return { results, peakBytes, cpuS: ownCpuS() - before }
  } finally {
    clearInterval(watch)
  }
}

async function store(
  key: string,
  { output, made, results }: { output: Output; made: Made; results: Result[] },
): Promise<void> {
  await blobs.put(key, made.bytes)
  const { name, format } = output
  const { width, height, bytes } = made
  results.push({ name, format, key, width, height, bytes: bytes.length })
  progress = results.length
  say(false)
}

async function makeOne(original: Buffer, output: Output) {
  try {
    return await filtering.make({ original, pixelsMax: settings.pixelsMax }, output)
  } catch (error) {
    if (error instanceof DeviceFailure) throw error
    return { unreadable: error instanceof Error ? error.message.trim() : String(error) }
  }
}

async function bytesOf(key: string): Promise<Buffer> {
  const stream = await blobs.get(key)
  if (stream === null) throw new Error(`The original ${key} is gone`)
  const pieces: Buffer[] = []
  stream.on('data', (piece: Buffer) => pieces.push(piece))
  await finished(stream)
  return Buffer.concat(pieces)
}

function watchMemory(): void {
  const residentBytes = process.memoryUsage.rss()
  peakBytes = Math.max(peakBytes, residentBytes)
  if (residentBytes <= settings.jobBytesMax) return
  say(true, () => process.kill(process.pid, 'SIGKILL'))
}

function say(isOver: boolean, then = () => {}): void {
  const beat: Beat = { beat: true, progress, residentBytes: process.memoryUsage.rss(), isOver }
  if (process.connected) process.send?.(beat, undefined, undefined, then)
}
