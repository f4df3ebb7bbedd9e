import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { evidenceFolder, readWhole, writeWhole } from './store.ts'

const retryMs = 300
const isBusy = 5

/** Who measures here, and by what the things of its experiments are found; `.holdfast/measuring.json`. */
const Owner = z.object({
  schema: z.literal(1),
  pid: z.number().int(),
  since: z.iso.datetime(),
  mark: z.object({ id: z.string(), folder: z.string() }),
})

export type Owner = z.infer<typeof Owner>

/** While it is held nobody else measures in this project, since both would disturb each other. */
export interface MeasuringLock extends AsyncDisposable {
  /** Of an earlier owner that was killed. */
  abandoned: Owner | null
  /** For whoever waits, and for whoever comes next if we are killed. */
  sign: (mark: Owner['mark']) => Promise<void>
}

/**
 * Waits until it is ours; null if that was called off. The system holds the lock for the process, so that it is free
 * again when its owner has ended, however that came about.
 */
export async function lockMeasuring(
  root: string,
  signal: AbortSignal,
  onWait: (owner: Owner | null) => void,
): Promise<MeasuringLock | null> {
  const path = join(root, evidenceFolder, 'measuring.json')
  await mkdir(join(root, evidenceFolder), { recursive: true })
  const file = new DatabaseSync(join(root, evidenceFolder, 'measuring.lock'), { timeout: 0 })
  for (let told: number | null = null; !take(file); ) {
    if (signal.aborted) {
      file.close()
      return null
    }
    const owner = await readWhole(path, Owner)
    if (told !== (owner?.pid ?? 0)) onWait(owner)
    told = owner?.pid ?? 0
    await sleep(retryMs)
  }
  return {
    abandoned: await readWhole(path, Owner),
    sign: (mark) =>
      writeWhole(path, { schema: 1, pid: process.pid, since: new Date().toISOString(), mark }),
    [Symbol.asyncDispose]: async () => {
      await rm(path, { force: true })
      file.close()
    },
  }
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
