import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'

export interface Ended {
  code: number | null
  signal: string | null
  out: string
  err: string
}

export interface Running {
  child: ChildProcess
  ended: Promise<Ended>
  /** Resolves when a text has appeared in what it wrote, with all that it wrote so far. */
  said: (text: string | RegExp) => Promise<string>
}

interface Call {
  folder: string
  environment?: Record<string, string>
  /** A group of its own, as a terminal would give it. */
  group?: boolean
}

/** A real process; what it wrote is kept. */
export function start(words: string[], { folder, environment, group }: Call): Running {
  const [command = '', ...rest] = words
  const child = spawn(command, rest, {
    cwd: folder,
    env: plainEnvironment(environment),
    detached: group === true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const written = { out: '', err: '', all: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    written.out += text
    written.all += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    written.err += text
    written.all += text
  })
  const ended = once(child, 'close').then(([code, signal]) => {
    const { out, err } = written
    return { code, signal, out, err }
  })
  return { child, ended, said: (text) => appearance(child, text, written) }
}

/** To everybody in its group, as a terminal does it. Group 0 would be our own. */
export function signalGroup({ child: { pid } }: Running, signal: NodeJS.Signals): void {
  if (pid === undefined) throw new Error('it was never started')
  process.kill(-pid, signal)
}

export const run = (words: string[], call: Call): Promise<Ended> => start(words, call).ended

async function appearance(
  child: ChildProcess,
  text: string | RegExp,
  written: { all: string },
): Promise<string> {
  while (!(typeof text === 'string' ? written.all.includes(text) : text.test(written.all))) {
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new Error(`It ended without having said ${text}:\n${written.all}`)
    }
    await pause()
  }
  return written.all
}

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20))

/** Ours without what npm and Vitest add to it: a user has none of that. */
export function plainEnvironment(more: Record<string, string> = {}): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) =>
      !/^(npm_|VITEST|TEST$|NODE_ENV$|CI$|INIT_CWD$|NO_COLOR$|FORCE_COLOR$|DEV$|PROD$|MODE$)/.test(
        name,
      ),
  )
  return { ...Object.fromEntries(kept), ...more }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/** Waits until something is so; the limit only ends a test that has failed. */
export async function until(isSo: () => boolean, limitMs = 30_000): Promise<void> {
  for (const end = Date.now() + limitMs; !isSo(); ) {
    if (Date.now() > end) throw new Error(`Not so within ${limitMs} ms: ${isSo}`)
    await pause()
  }
}
