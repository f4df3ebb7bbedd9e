import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { answerOwner } from '../parts/child.ts'
import { removeAbandoned } from '../parts/temporary.ts'

const prefix = 'holdfast-images-'
const marginMs = 2_000

// Keeps the temporary folder of a service, and removes it when its owner is gone, however that came about.
let folder: string | null = null
let lastWriteMs = 0
answerOwner({ open }, remove)

async function open({ graceMs }: { graceMs: number }): Promise<string> {
  lastWriteMs = graceMs + marginMs
  await removeAbandoned(tmpdir(), prefix, 'images/folder-process')
  folder = await mkdtemp(join(tmpdir(), `${prefix}${process.pid}-`))
  return folder
}

async function remove(): Promise<void> {
  if (folder === null) return
  // Where the owner was killed, the others learn of it at this moment too, and may write on for a while.
  if (!process.connected) await pause(lastWriteMs)
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
}
