import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { waitForTurn } from './exclusive.ts'
import { evidenceFolder, readWhole, writeWhole } from './store.ts'

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

/** Waits until it is ours; null if that was called off. */
export async function lockMeasuring(
  root: string,
  signal: AbortSignal,
  onWait: (owner: Owner | null) => void,
): Promise<MeasuringLock | null> {
  const path = join(root, evidenceFolder, 'measuring.json')
  let told: number | null = null
  const turn = await waitForTurn({
    root,
    what: 'measuring',
    signal,
    onBusy: async () => {
      const owner = await readWhole(path, Owner)
      if (told !== (owner?.pid ?? 0)) onWait(owner)
      told = owner?.pid ?? 0
    },
  })
  if (turn === null) return null
  return {
    abandoned: await readWhole(path, Owner),
    sign: (mark) =>
      writeWhole(path, { schema: 1, pid: process.pid, since: new Date().toISOString(), mark }),
    [Symbol.asyncDispose]: async () => {
      await rm(path, { force: true })
      turn[Symbol.dispose]()
    },
  }
}
