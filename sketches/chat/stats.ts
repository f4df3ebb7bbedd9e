import type { Counters } from './house.ts'

export interface ProcessStats extends Counters {
  pid: number
  sockets: number
  rooms: number
  /** Accepted messages that the database does not hold yet. */
  unstored: number
  cpuS: number
  residentBytes: number
  /** Since it was last asked for. */
  loopDelayMsP99: number
}

export interface ChatStats extends Omit<ProcessStats, 'pid' | 'rooms'> {
  /** How often a process was replaced after it had ended unasked. */
  restarts: number
  processes: ProcessStats[]
}

export interface PrimaryStats {
  cpuS: number
  residentBytes: number
  restarts: number
}

/** Sums over the processes, the primary's share of CPU and memory included; of the loop delay, the worst. */
export function sumOf(processes: ProcessStats[], primary: PrimaryStats): ChatStats {
  const total = (name: Exclude<keyof ProcessStats, 'pid'>): number =>
    processes.reduce((sum, each) => sum + each[name], 0)
  return {
    sockets: total('sockets'),
    messages: total('messages'),
    deliveries: total('deliveries'),
    acknowledged: total('acknowledged'),
    unstored: total('unstored'),
    refused: total('refused'),
    droppedSlow: total('droppedSlow'),
    droppedSilent: total('droppedSilent'),
    cpuS: total('cpuS') + primary.cpuS,
    residentBytes: total('residentBytes') + primary.residentBytes,
    loopDelayMsP99: Math.max(0, ...processes.map((each) => each.loopDelayMsP99)),
    restarts: primary.restarts,
    processes,
  }
}
