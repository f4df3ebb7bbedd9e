import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { evidenceFolder } from './store.ts'

const retryMs = 300
const isBusy = 5

export interface Wait {
  root: string
  /** What is done by one process at a time: `.holdfast/<what>.lock`. */
  what: 'measuring' | 'building'
  signal: AbortSignal
  /** Called each time that it was found to be held by somebody else. */
  onBusy: () => Promise<void> | void
}

/**
 * Waits until nobody else in this project does it; null if that was called off. The system holds the lock for the
 * process, so that it is free again when its owner has ended, however that came about.
 */
export async function waitForTurn({
  root,
  what,
  signal,
  onBusy,
}: Wait): Promise<Disposable | null> {
  await mkdir(join(root, evidenceFolder), { recursive: true })
  const file = new DatabaseSync(join(root, evidenceFolder, `${what}.lock`), { timeout: 0 })
  while (!take(file)) {
    if (signal.aborted) {
      file.close()
      return null
    }
    await onBusy()
    await sleep(retryMs)
  }
  return { [Symbol.dispose]: () => file.close() }
}

function take(file: DatabaseSync): boolean {
  try {
    file.exec('BEGIN EXCLUSIVE')
    return true
  } catch (error) {
    if (error instanceof Error && 'errcode' in error && error.errcode === isBusy) return false
    throw error
  }
}
