import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { answerOwner } from './child.ts'
import { freePort } from './port.ts'

// Keeps a Redis of its own, without files, and ends it when the owner is gone.
const answerLimitMs = 20_000
let server: ChildProcess | undefined
let folder: string | undefined

answerOwner({ start }, end)

/** Its address, or null where there is no such program. */
async function start(): Promise<string | null> {
  folder = await mkdtemp(join(tmpdir(), 'holdfast-redis-'))
  const port = await freePort()
  const nowhere = ['--save', '', '--appendonly', 'no', '--dir', folder]
  const args = ['--port', String(port), '--bind', '127.0.0.1', ...nowhere]
  const started = spawn('redis-server', args, { stdio: 'ignore' })
  try {
    await once(started, 'spawn')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
  server = started
  for (const limit = Date.now() + answerLimitMs; Date.now() < limit; await pause(20)) {
    if (hasEnded(started)) throw new Error(`redis-server ended with ${started.exitCode}`)
    if (await answers(port)) return `redis://127.0.0.1:${port}`
  }
  throw new Error(`redis-server did not answer within ${answerLimitMs} ms`)
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess): boolean =>
  exitCode !== null || signalCode !== null

async function answers(port: number): Promise<boolean> {
  const socket = connect({ port, host: '127.0.0.1' })
  const { promise, resolve } = Promise.withResolvers<boolean>()
  socket.once('connect', () => resolve(true))
  socket.once('error', () => resolve(false))
  const found = await promise
  socket.destroy()
  return found
}

async function end(): Promise<void> {
  if (server !== undefined && !hasEnded(server)) {
    const ended = once(server, 'exit')
    server.kill('SIGKILL')
    await ended
  }
  if (folder !== undefined) await rm(folder, { recursive: true, force: true })
}
