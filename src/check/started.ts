import type { Worker } from 'node:worker_threads'
import { type Evaluating, startEvaluating } from '../run/evaluating.ts'
import type { ToCompiler } from './compiler-thread.ts'
import { startThread } from './thread.ts'

/** What takes long to start: the compiler in a thread of its own, and a process that waits for calculations. */
export interface Started {
  compiler: Worker
  evaluating: Evaluating
}

/**
 * Starts both. Whoever knows that there will be a check does so before anything else of it is loaded: loading takes
 * one core alone, and the compiler's libraries need nothing that is known later.
 */
export function start(root: string): Started {
  const compiler = startThread(new URL('./compiler-thread.ts', import.meta.url))
  const begin: ToCompiler = { tell: 'begin', root }
  compiler.postMessage(begin)
  return { compiler, evaluating: startEvaluating(root) }
}
