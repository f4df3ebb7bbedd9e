import { readFileSync } from 'node:fs'
import { answerOwner } from '../parts/child.ts'
import { type OwnUsage, ownUsage } from '../parts/own-usage.ts'
import { type WorkOrder, work } from './workshop-work.ts'

const watchMs = 10

// Does one order after the other in a process of its own.
answerOwner({ work: (order: WorkOrder) => work(order), costs, limitMemory })

export interface ProcessCosts extends OwnUsage {
  peakBytes: number
}

/** What this process has cost since it was started. */
function costs(): ProcessCosts {
  return { ...ownUsage(), peakBytes: peakBytes() }
}

/**
 * The most that this process has held. What the system calls its maximum begins with that of whoever started it, so
 * that it is read where Linux keeps the process's own.
 */
function peakBytes(): number {
  try {
    const own = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]
    if (own !== undefined) return Number(own) * 1024
  } catch {
    // Not Linux.
  }
  return process.resourceUsage().maxRSS * 1024
}

function limitMemory(bytesMax: number): void {
  setInterval(() => {
    if (process.memoryUsage.rss() > bytesMax) process.kill(process.pid, 'SIGKILL')
  }, watchMs)
}
