import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { openPool } from '../parts/database.ts'
import { replayLog } from './log.ts'
import { type ChatOptions, hasLog } from './options.ts'
import { insertAll } from './persistence.ts'

const rowsAtOnce = 1_000

/**
 * Brings into the database what an ended process had logged and not stored: its own predecessor's, and for the
 * first process also that of places which nobody has any more. It stands before the first connection.
 */
export async function recoverLogs(options: ChatOptions, slot: number): Promise<void> {
  if (!hasLog(options) || options.persistence === 'none') return
  const root = options.folder ?? ''
  const names = await readdir(root).catch(() => [])
  const mine = names.filter((name) => {
    const place = Number(/^process-(\d+)$/.exec(name)?.[1] ?? Number.NaN)
    return place === slot || (slot === 0 && place >= options.processes)
  })
  for (const name of mine) await recover(join(root, name), options.databaseUrl ?? '')
}

async function recover(folder: string, databaseUrl: string): Promise<void> {
  const messages = await replayLog(folder)
  if (messages.length > 0) {
    const pool = openPool(databaseUrl, 1)
    try {
      for (let at = 0; at < messages.length; at += rowsAtOnce)
        await insertAll(pool, messages.slice(at, at + rowsAtOnce))
    } finally {
      await pool.end()
    }
  }
  await rm(folder, { recursive: true, force: true })
}
