import { readFile } from 'node:fs/promises'

/** Whether a process still does anything: one that has ended and waits for its parent to notice does not. */
export async function isRunning(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0)
  } catch {
    return false
  }
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => null)
  return status === null || !/^State:\s+[ZX]/m.test(status)
}
