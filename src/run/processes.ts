import type { ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { readProcessStatus } from '../document/writing/process-status.ts'

const variable = 'HOLDFAST_EXPERIMENT'
const canLook = existsSync('/proc/self/stat')

/** An environment by which everything that an experiment starts can be found again, whoever its parent is by then. */
export const environmentOf = (id: string): Record<string, string> => ({ [variable]: id })

interface Listed {
  pid: number
  parent: number
  session: number
  /** Number and start together. */
  key: string
}

interface Found {
  pid: number
  command: string
  megabytes: number
}

/**
 * All that an experiment started: what carries its mark, is of the session of its process, or is a child of these,
 * now or when somebody looked. So a child is found that was given another environment, a session of its own, or both.
 * Where there is no /proc none are found, and the process group has to do.
 */
export class Offspring {
  readonly #isMark: (id: string) => boolean
  readonly #leader: number | null
  readonly #ours = new Set<string>()
  readonly #unmarked = new Set<string>()

  constructor(isMark: (id: string) => boolean, leader: number | null) {
    this.#isMark = isMark
    this.#leader = leader
  }

  async look(): Promise<Found[]> {
    const listed = await listProcesses()
    await Promise.all(listed.map((each) => this.#readMark(each)))
    const ours = new Set(listed.filter(({ key }) => this.#ours.has(key)).map(({ pid }) => pid))
    for (let before = -1; before < ours.size; ) {
      before = ours.size
      for (const { pid, parent, key } of listed)
        if (ours.has(parent) && !ours.has(pid)) {
          ours.add(pid)
          this.#ours.add(key)
        }
    }
    const found = await Promise.all([...ours].map(describe))
    return found.filter((each) => each !== null)
  }

  async #readMark({ pid, session, key }: Listed): Promise<void> {
    if (this.#ours.has(key)) return
    if (session === this.#leader) this.#ours.add(key)
    if (this.#unmarked.has(key)) return
    const environment = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '')
    const mark = environment.split('\0').find((each) => each.startsWith(`${variable}=`))
    const isOurs = mark !== undefined && this.#isMark(mark.slice(variable.length + 1))
    const into = isOurs ? this.#ours : this.#unmarked
    into.add(key)
  }
}

async function listProcesses(): Promise<Listed[]> {
  const pids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name))
  const listed = await Promise.all(pids.map((pid) => listOne(Number(pid))))
  return listed.filter((each) => each !== null)
}

async function listOne(pid: number): Promise<Listed | null> {
  const status = await readProcessStatus(pid)
  if (status === null) return null // It ended while we looked.
  const { parent, session, started } = status
  return { pid, parent, session, key: `${pid} ${started}` }
}

async function describe(pid: number): Promise<Found | null> {
  try {
    const [command, status] = await Promise.all([
      readFile(`/proc/${pid}/cmdline`, 'utf8'),
      readFile(`/proc/${pid}/status`, 'utf8'),
    ])
    const kilobytes = Number(status.match(/^VmRSS:\s+(\d+)/m)?.[1] ?? 0)
    return { pid, command: command.split('\0').join(' ').trim(), megabytes: kilobytes / 1024 }
  } catch {
    return null // It ended while we looked.
  }
}

export async function usageOf(offspring: Offspring): Promise<{ megabytes: number; count: number }> {
  const found = await offspring.look()
  return { megabytes: found.reduce((sum, each) => sum + each.megabytes, 0), count: found.length }
}

/** What still runs after the experiment had its figures; its own process too, when it did not end by itself. */
export async function survivors(offspring: Offspring, own: number | null): Promise<string[]> {
  const others = (await offspring.look()).filter(({ pid }) => pid !== own)
  const ownText =
    own === null ? [] : ['its own process, kept alive by a socket, a timer or a child']
  return [
    ...ownText,
    ...others.map(({ pid, command }) => `process ${pid}, ${command.slice(0, 120)}`),
  ]
}

/** Ends the process group and all that was started; asks first, then insists. */
export async function endAll(offspring: Offspring, child: ChildProcess | null): Promise<void> {
  for (const [signal, patience] of [
    ['SIGTERM', 2000],
    ['SIGKILL', 5000],
  ] as const) {
    const alive = await offspring.look()
    if (alive.length === 0 && hasEnded(child) && canLook) return
    if (child?.pid !== undefined) signalOne(-child.pid, signal)
    for (const { pid } of alive) signalOne(pid, signal)
    await untilGone(offspring, child, patience)
  }
}

const hasEnded = (child: ChildProcess | null): boolean =>
  child === null || child.exitCode !== null || child.signalCode !== null

async function untilGone(
  offspring: Offspring,
  child: ChildProcess | null,
  patience: number,
): Promise<void> {
  const end = performance.now() + patience
  while (performance.now() < end && !(hasEnded(child) && (await offspring.look()).length === 0))
    await new Promise((resolve) => setTimeout(resolve, 30))
}

function signalOne(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // It ended by itself in between.
  }
}
