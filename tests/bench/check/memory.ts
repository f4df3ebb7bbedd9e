import type { ChildProcess } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'

const everyMs = 20

/**
 * The greatest memory of a process with all that it started, in MB, until it ends. Pages that several of them share
 * count once: each process counts its part of them, as the kernel tells it.
 */
export async function peakOf(child: ChildProcess): Promise<number> {
  let peak = 0
  while (child.exitCode === null && child.signalCode === null) {
    const all = treeOf(child.pid ?? 0).map(megabytesOf)
    peak = Math.max(
      peak,
      all.reduce((sum, each) => sum + each, 0),
    )
    await pause(everyMs)
  }
  if (child.exitCode !== 0) throw new Error(`it ended with ${child.exitCode}`)
  return peak
}

function treeOf(root: number): number[] {
  const parents = new Map<number, number>()
  for (const name of readdirSync('/proc'))
    if (/^\d+$/.test(name)) {
      const parent = parentOf(Number(name))
      if (parent !== null) parents.set(Number(name), parent)
    }
  const isBelow = (pid: number): boolean => {
    for (let at: number | undefined = pid; at !== undefined; at = parents.get(at))
      if (at === root) return true
    return false
  }
  return [...parents.keys()].filter(isBelow)
}

/** The program's name stands in brackets and may hold anything. */
function parentOf(pid: number): number | null {
  const stat = readOf(`/proc/${pid}/stat`)
  return stat === null ? null : Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
}

function megabytesOf(pid: number): number {
  const kilobytes = readOf(`/proc/${pid}/smaps_rollup`)?.match(/^Pss:\s+(\d+)/m)?.[1]
  return Number(kilobytes ?? 0) / 1024
}

/** Null for a process that ended while we looked. */
function readOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}
