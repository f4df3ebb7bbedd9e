import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'

const politeMs = 5_000
const windows = process.platform === 'win32'

export interface Script {
  /** A file that Node can run. */
  file: string
  arguments?: string[]
  folder: string
  environment?: Record<string, string>
  /** Where it writes: on our own outputs, or nowhere but into `said`. */
  output: 'shown' | 'kept'
  /** What it sends us. */
  onMessage?: (message: unknown) => void
}

export interface ChildEnd {
  code: number | null
  signal: string | null
}

export interface Child extends AsyncDisposable {
  ended: Promise<ChildEnd>
  /** What it wrote so far, where that is kept. */
  said: () => string
  send: (message: unknown) => void
  /** Ends it and all that it started; also to be called where it ended by itself. */
  stop: () => Promise<void>
}

/**
 * A Node process with all that it starts in a group of its own: Ctrl-C on the terminal reaches us
 * alone, and stopping it ends the whole group.
 */
export function startChild(script: Script): Child {
  const guard = new URL('./with-parent.mjs', import.meta.url).href
  const pipe = script.output === 'kept' ? 'pipe' : 'inherit'
  const child = spawn(
    process.execPath,
    ['--import', guard, script.file, ...(script.arguments ?? [])],
    {
      cwd: script.folder,
      env: { ...process.env, ...script.environment },
      detached: !windows,
      stdio: ['ignore', pipe, pipe, 'ipc'],
    },
  )
  const chunks: Buffer[] = []
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => chunks.push(chunk))
  if (script.onMessage) child.on('message', script.onMessage)
  const ended = endOf(child)
  return {
    ended,
    said: () => Buffer.concat(chunks).toString(),
    send: (message) => child.connected && child.send(message as object),
    stop: () => stop(child, ended),
    [Symbol.asyncDispose]: () => stop(child, ended),
  }
}

async function endOf(child: ChildProcess): Promise<ChildEnd> {
  const [code, signal] = await once(child, 'close')
  return { code, signal }
}

async function stop(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
  signalGroup(child, 'SIGTERM')
  const timer = setTimeout(() => signalGroup(child, 'SIGKILL'), politeMs)
  await ended
  clearTimeout(timer)
  // It is gone itself; what it left behind in its group goes too.
  signalGroup(child, 'SIGKILL')
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return
  try {
    process.kill(windows ? child.pid : -child.pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
