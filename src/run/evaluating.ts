import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { getCompileCacheDir } from 'node:module'
import type { Readable, Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'

export type Evaluating = ChildProcessByStdio<Writable, Readable, Readable>

export interface Limits {
  /** No document's calculation takes longer on a machine that is its own, bounds and beliefs included. */
  secondsPerDocument: number
  heapMegabytes: number
}

export const usualLimits: Limits = { secondsPerDocument: 20, heapMegabytes: 1024 }

/**
 * Starts a process that can read below the root and do nothing else, and waits for a job on its standard input. What
 * Node keeps of our sources is kept only where it may be written too: a permission that the process gives up before it
 * meets any code that is not ours.
 */
export function startEvaluating(root: string, limits = usualLimits): Evaluating {
  const own = fileURLToPath(new URL('../..', import.meta.url))
  const reads = [root, own].map((folder) => `--allow-fs-read=${folder.replace(/\/$/, '')}/*`)
  const cache = getCompileCacheDir()
  const flags = [
    '--permission',
    ...new Set(reads),
    ...(cache === undefined ? [] : [`--allow-fs-write=${cache}/*`]),
    '--no-warnings',
    // What it makes lives for one document: fewer collections find less that is alive.
    '--min-semi-space-size=16',
    `--max-old-space-size=${limits.heapMegabytes}`,
  ]
  const entry = fileURLToPath(new URL('./evaluator.ts', import.meta.url))
  const child = spawn(process.execPath, [...flags, entry], {
    cwd: root,
    stdio: ['pipe', 'pipe', 'pipe'],
    env: cache === undefined ? {} : { NODE_COMPILE_CACHE: cache },
  })
  child.stdin.on('error', () => {})
  return child
}
