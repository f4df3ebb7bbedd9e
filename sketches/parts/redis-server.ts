import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { freePort } from './port.ts'

/** A Redis of our own, which keeps everything in memory and nothing beyond its end. */
export interface RedisServer {
  /** Its address, the same each time, or null where there is no such program. */
  start(): Promise<string | null>
  end(): Promise<void>
}

const answerLimitMs = 60_000
const askLimitMs = 5_000
const portsTried = 3

/** A port that somebody else takes before our server does is left to them, and another one is tried. */
export function redisServer(folder: string, choosePort = freePort): RedisServer {
  const password = randomUUID()
  let port: number | null = null
  let child: ChildProcess | null = null
  let isWanted = false

  async function start(): Promise<string | null> {
    isWanted = true
    for (let ports = 1; ; ports++) {
      const chosen = port ?? (await choosePort())
      try {
        if (!(await startAt(chosen))) return null
        port = chosen
        return `redis://:${password}@127.0.0.1:${port}`
      } catch (error) {
        await kill()
        const isPortTaken = error instanceof EndedEarly && isWanted && port === null
        if (!isPortTaken || ports === portsTried) throw error
      }
    }
  }

  /** Answers whether there is such a program. */
  async function startAt(port: number): Promise<boolean> {
    const nowhere = ['--save', '', '--appendonly', 'no', '--dir', folder]
    const args = ['--port', `${port}`, '--bind', '127.0.0.1', '--requirepass', password]
    const started = spawn('redis-server', [...args, ...nowhere], { stdio: 'ignore' })
    try {
      await once(started, 'spawn')
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false
      throw error
    }
    child = started
    if (!isWanted) throw new EndedEarly('redis-server was ended while it started')
    for (const limit = Date.now() + answerLimitMs; Date.now() < limit; await pause(20)) {
      if (hasEnded(started)) throw new EndedEarly(`redis-server ended with ${started.exitCode}`)
      if (await knows(port, password)) return true
    }
    throw new Error(`redis-server did not answer within ${answerLimitMs} ms`)
  }

  async function kill(): Promise<void> {
    if (child === null || hasEnded(child)) return
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
  }

  async function end(): Promise<void> {
    isWanted = false
    await kill()
  }

  return { start, end }
}

class EndedEarly extends Error {}

const hasEnded = ({ exitCode, signalCode }: ChildProcess): boolean =>
  exitCode !== null || signalCode !== null

/** Only our own server knows the password; another one that has come to listen there does not. */
async function knows(port: number, password: string): Promise<boolean> {
  const socket = connect({ port, host: '127.0.0.1' }).setEncoding('latin1')
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const expected = '+OK\r\n+PONG\r\n'
  let answer = ''
  socket.on('data', (text: string) => {
    answer += text
    if (answer.length >= expected.length) resolve(answer === expected)
  })
  socket.on('error', () => resolve(false))
  socket.once('close', () => resolve(false))
  socket.setTimeout(askLimitMs, () => resolve(false))
  socket.write(`AUTH ${password}\r\nPING\r\n`)
  const found = await promise
  socket.destroy()
  return found
}
