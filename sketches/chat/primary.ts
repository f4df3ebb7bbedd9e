import cluster, { type Worker } from 'node:cluster'
import { mkdtemp, readdir, rm, truncate } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { answerOwner, type Child, childOf } from '../parts/child.ts'
import { ownUsage } from '../parts/own-usage.ts'
import { freePort } from '../parts/port.ts'
import { removeAbandoned } from '../parts/temporary.ts'
import type { ChatOptions } from './options.ts'
import { passOnBetweenWorkers } from './relay.ts'
import { type ChatStats, type ProcessStats, sumOf } from './stats.ts'

const answerLimitMs = 60_000
const leaveLimitMs = 8_000
const restartPauseMs = 200
const folderPrefix = 'holdfast-chat-'

// The process that accepts connections, hands them round, and replaces a server process that has ended.
const children = new Map<Worker, Child>()
const syncedBytes = new Map<string, number>()
let restarts = 0
let leaving = false
let options: ChatOptions
let temporary: string | null = null
answerOwner({ start, stats, pids }, leave)

async function start(given: ChatOptions): Promise<unknown> {
  options = { ...given }
  // Taken beforehand, since port 0 would become another one once every process has been replaced.
  if (given.port === 0) options.port = await freePort()
  if (given.folder === null) {
    await removeAbandoned(tmpdir(), folderPrefix, 'chat/primary')
    temporary = await mkdtemp(join(tmpdir(), `${folderPrefix}${process.pid}-`))
    options.folder = temporary
  }
  cluster.setupPrimary({
    exec: fileURLToPath(new URL('worker.ts', import.meta.url)),
    // What 10,000 sessions leave behind as garbage would count as their memory in a larger nursery (in MiB).
    execArgv: ['--max-semi-space-size=2'],
    serialization: 'advanced',
  })
  passOnBetweenWorkers()
  cluster.on('message', (_, message: { synced?: { path: string; bytes: number } }) => {
    if (message.synced !== undefined) syncedBytes.set(message.synced.path, message.synced.bytes)
  })
  const addresses = await Promise.all(
    Array.from({ length: options.processes }, (_, slot) => startWorker(slot)),
  )
  return addresses[0]
}

/** The slot is its place in the log's folder: whoever comes after it finds there what it left. */
function startWorker(slot: number): Promise<unknown> {
  const worker = cluster.fork()
  const child = childOf(worker.process, 'chat/worker.ts')
  children.set(worker, child)
  // What could not be sent to a process that has just ended; its end is an event of its own.
  worker.on('error', () => {})
  worker.once('exit', async () => {
    children.delete(worker)
    if (options.cutUnsynced) await cutUnsynced(join(options.folder ?? '', `process-${slot}`))
    if (leaving) return
    restarts++
    setTimeout(() => {
      if (!leaving) startWorker(slot).catch(() => {})
    }, restartPauseMs)
  })
  return child.ask('open', { options, slot }, answerLimitMs)
}

/** What a power cut would leave: nothing beyond the last sync. */
async function cutUnsynced(folder: string): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const path = join(folder, name)
    await truncate(path, syncedBytes.get(path) ?? 0)
  }
}

async function stats(): Promise<ChatStats> {
  const answers = await Promise.allSettled(
    [...children.values()].map((child) => child.ask('stats', null, answerLimitMs)),
  )
  const processes = answers.flatMap((each) =>
    each.status === 'fulfilled' ? [each.value as ProcessStats] : [],
  )
  return sumOf(processes, { ...ownUsage(), restarts })
}

function pids(): number[] {
  return [...children.values()].map((child) => child.pid)
}

async function leave(): Promise<void> {
  leaving = true
  await Promise.all([...children.values()].map((child) => child.stop(leaveLimitMs)))
  if (temporary !== null) await rm(temporary, { recursive: true, force: true })
}
