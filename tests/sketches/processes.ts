import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'

export interface Process {
  pid: number
  parent: number
  command: string
}

export async function processes(): Promise<Process[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=,args='], {
    maxBuffer: 1 << 24,
  })
  return stdout.split('\n').flatMap((line) => {
    const [, pid, parent, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? []
    return command === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), command }]
  })
}

/** Children of the process, theirs, and so on, the dead that nobody has fetched left out. */
export async function descendantsOf(pid: number): Promise<Process[]> {
  const all = await processes()
  const found: Process[] = []
  for (let parents = [pid]; parents.length > 0; ) {
    const children = all.filter(
      (each) => parents.includes(each.parent) && !each.command.includes('<defunct>'),
    )
    found.push(...children)
    parents = children.map((each) => each.pid)
  }
  return found
}

/** A number that is missing would mean our own group to the system, and end the tests. */
export function signal(pid: number | undefined, name: NodeJS.Signals): void {
  if (!pid) throw new Error(`No process to send ${name} to`)
  process.kill(pid, name)
}

/** The given ones that still run after a generous while: a test expects none. */
export async function survivorsOf(expected: Process[], limitMs = 10_000): Promise<Process[]> {
  for (const end = Date.now() + limitMs; ; await pause(50)) {
    const running = await processes()
    const left = expected.filter((gone) =>
      running.some((each) => each.pid === gone.pid && each.command === gone.command),
    )
    if (left.length === 0 || Date.now() > end) return left
  }
}

export interface Owner extends AsyncDisposable {
  pid: number
  /** What the program wrote first. */
  said: string
  end(signal: NodeJS.Signals): Promise<void>
}

/** Runs a program of its own that prints one line when it is ready and then waits for its end. */
export async function startOwner(
  program: string,
  person: { uid?: number; gid?: number } = {},
): Promise<Owner> {
  const code = `${program}\nsetInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', code], {
    ...person,
    cwd: '/',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  const [said] = await Promise.race([once(child.stdout, 'data'), ended])
  return {
    pid: child.pid ?? 0,
    said: String(said).trim(),
    async end(signal) {
      child.kill(signal)
      await ended
    },
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL')
      await ended
    },
  }
}

export async function until(
  condition: () => Promise<boolean> | boolean,
  limitMs = 15_000,
): Promise<void> {
  for (const end = Date.now() + limitMs; !(await condition()); await pause(20))
    if (Date.now() > end) throw new Error(`Not so within ${limitMs} ms: ${condition}`)
}
