export interface OwnUsage {
  /** Since the process was started, on all its threads. */
  cpuS: number
  residentBytes: number
}

/** What this process has cost so far, and holds now. */
export function ownUsage(): OwnUsage {
  return { cpuS: ownCpuS(), residentBytes: process.memoryUsage.rss() }
}

export function ownCpuS(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}
