import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { VoidRun } from '../parts/void-run.ts'

/** The rejected alternative: a chat in C with a thread for each connection, as small as it can be. */
export interface ThreadedChat extends AsyncDisposable {
  addresses: { host: string; port: number }
  stats(): Promise<ThreadedStats>
}

export interface ThreadedStats {
  /** Two of them serve no connection. */
  threads: number
  cpuS: number
  residentBytes: number
  /** Of all threads of the machine, which count as nobody's memory. */
  kernelStackBytes: number
}

const source = fileURLToPath(new URL('threads.c', import.meta.url))
const ticksPerS = 100

/** Compiles and starts it. Where there is no compiler or no /proc, the run that asks for it says nothing. */
export async function startThreadedChat(): Promise<ThreadedChat> {
  await using started = new AsyncDisposableStack()
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-threads-'))
  started.defer(() => rm(folder, { recursive: true, force: true }))
  const program = join(folder, 'threads')
  await compile(program)
  const child = spawn(program, { stdio: ['pipe', 'pipe', 'inherit'] })
  const exited = once(child, 'exit')
  started.defer(async () => {
    child.stdin.end()
    await exited
  })
  const port = Number(await Promise.race([firstLine(child.stdout), exited.then(() => '')]))
  if (!(port > 0)) throw new Error('The chat with threads does not start')
  const running = started.move()
  return {
    addresses: { host: '127.0.0.1', port },
    stats: () => statsOf(child.pid ?? 0),
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  }
}

async function compile(program: string): Promise<void> {
  if (process.platform !== 'linux') throw new VoidRun('memory of threads is read from /proc')
  for (const compiler of ['cc', 'gcc', 'clang']) {
    try {
      await promisify(execFile)(compiler, ['-O2', '-pthread', '-o', program, source])
      return
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') continue
      throw error
    }
  }
  throw new VoidRun('no C compiler is found')
}

async function firstLine(stream: NodeJS.ReadableStream): Promise<string> {
  const [text] = await once(stream, 'data')
  return String(text).trim()
}

async function statsOf(pid: number): Promise<ThreadedStats> {
  const [status, stat, memory] = await Promise.all([
    readFile(`/proc/${pid}/status`, 'utf8'),
    readFile(`/proc/${pid}/stat`, 'utf8'),
    readFile('/proc/meminfo', 'utf8'),
  ])
  // Behind the name in brackets, which may hold blanks, time in the program and in the system are the 12th and 13th.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return {
    threads: numberIn(status, 'Threads'),
    cpuS: (Number(fields[11]) + Number(fields[12])) / ticksPerS,
    residentBytes: numberIn(status, 'VmRSS') * 1024,
    kernelStackBytes: numberIn(memory, 'KernelStack') * 1024,
  }
}

const numberIn = (text: string, name: string): number =>
  Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(text)?.[1])
