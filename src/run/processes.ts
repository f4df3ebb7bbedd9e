import type { ChildProcess } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'

const variable = 'HOLDFAST_EXPERIMENT'

/** An environment by which everything that an experiment starts can be found again, whoever its parent is by then. */
export const markOf = (id: string): Record<string, string> => ({ [variable]: id })

interface Found {
  pid: number
  command: string
  megabytes: number
}

/** The processes that carry the mark. Where there is no /proc none are found, and the process group has to do. */
async function marked(mark: Record<string, string>): Promise<Found[]> {
  const needle = `${variable}=${mark[variable]}`
  const pids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name))
  const found = await Promise.all(pids.map((pid) => lookAt(Number(pid), needle)))
  return found.filter((each) => each !== null)
}

async function lookAt(pid: number, needle: string): Promise<Found | null> {
  try {
    const environment = await readFile(`/proc/${pid}/environ`, 'utf8')
    if (!environment.split('\0').includes(needle)) return null
    const [command, status] = await Promise.all([
      readFile(`/proc/${pid}/cmdline`, 'utf8'),
      readFile(`/proc/${pid}/status`, 'utf8'),
    ])
    if (/^State:\s+[ZX]/m.test(status)) return null
    const kilobytes = Number(status.match(/^VmRSS:\s+(\d+)/m)?.[1] ?? 0)
    return { pid, command: command.split('\0').join(' ').trim(), megabytes: kilobytes / 1024 }
  } catch {
    return null // It ended while we looked.
  }
}

export async function usageOf(
  mark: Record<string, string>,
): Promise<{ megabytes: number; count: number }> {
  const found = await marked(mark)
  return { megabytes: found.reduce((sum, each) => sum + each.megabytes, 0), count: found.length }
}

/** What still runs after the experiment had its figures; its own process too, when it did not end by itself. */
export async function survivors(
  mark: Record<string, string>,
  own: number | null,
): Promise<string[]> {
  const others = (await marked(mark)).filter(({ pid }) => pid !== own)
  const ownText =
    own === null ? [] : ['its own process, kept alive by a socket, a timer or a child']
  return [
    ...ownText,
    ...others.map(({ pid, command }) => `process ${pid}, ${command.slice(0, 120)}`),
  ]
}

/** Ends the process group and everything that carries the mark; asks first, then insists. */
export async function endAll(mark: Record<string, string>, child: ChildProcess): Promise<void> {
  for (const [signal, patience] of [
    ['SIGTERM', 2000],
    ['SIGKILL', 5000],
  ] as const) {
    const alive = await marked(mark)
    if (alive.length === 0 && hasEnded(child)) return
    signalGroup(child, signal)
    for (const { pid } of alive) signalOne(pid, signal)
    await untilGone(mark, child, patience)
  }
}

const hasEnded = (child: ChildProcess): boolean =>
  child.exitCode !== null || child.signalCode !== null

async function untilGone(
  mark: Record<string, string>,
  child: ChildProcess,
  patience: number,
): Promise<void> {
  const end = performance.now() + patience
  while (performance.now() < end && !(hasEnded(child) && (await marked(mark)).length === 0))
    await new Promise((resolve) => setTimeout(resolve, 30))
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined || hasEnded(child)) return
  signalOne(-child.pid, signal)
}

function signalOne(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // It ended by itself in between.
  }
}
