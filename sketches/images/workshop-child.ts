import { answerOwner } from '../parts/child.ts'
import { type WorkOrder, work } from './workshop-work.ts'

const watchMs = 10

// Does one order after the other in a process of its own.
answerOwner({ work: (order: WorkOrder) => work(order), costs, limitMemory })

export interface ProcessCosts {
  cpuS: number
  peakBytes: number
  residentBytes: number
}

/** What this process has cost since it was started. */
function costs(): ProcessCosts {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
  return {
    cpuS: (userCPUTime + systemCPUTime) / 1e6,
    peakBytes: maxRSS * 1024,
    residentBytes: process.memoryUsage.rss(),
  }
}

function limitMemory(bytesMax: number): void {
  setInterval(() => {
    if (process.memoryUsage.rss() > bytesMax) process.kill(process.pid, 'SIGKILL')
  }, watchMs)
}
