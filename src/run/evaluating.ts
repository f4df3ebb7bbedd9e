import { type ChildProcessByStdio, spawn } from 'node:child_process'
import type { Readable, Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'

export type Evaluating = ChildProcessByStdio<Writable, Readable, Readable>

export interface Limits {
  /** No document's calculation takes longer, bounds and beliefs included. */
  secondsPerDocument: number
  heapMegabytes: number
}

export const usualLimits: Limits = { secondsPerDocument: 20, heapMegabytes: 1024 }

/** Starts a process that can read below the root and do nothing else, and waits for a job on its standard input. */
export function startEvaluating(root: string, limits = usualLimits): Evaluating {
  const own = fileURLToPath(new URL('../..', import.meta.url))
  const reads = [root, own].map((folder) => `--allow-fs-read=${folder.replace(/\/$/, '')}/*`)
  const flags = [
    '--permission',
    ...new Set(reads),
    '--no-warnings',
    `--max-old-space-size=${limits.heapMegabytes}`,
  ]
  const entry = fileURLToPath(new URL('./evaluator.ts', import.meta.url))
  const child = spawn(process.execPath, [...flags, entry], {
    cwd: root,
    stdio: ['pipe', 'pipe', 'pipe'],
    env: {},
  })
  child.stdin.on('error', () => {})
  return child
}
