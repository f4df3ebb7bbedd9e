import { getCompileCacheDir } from 'node:module'
import { Worker } from 'node:worker_threads'

/** A thread that runs one of our programs. */
export const startThread = (program: URL): Worker =>
  new Worker(program, {
    stdout: false,
    execArgv: ['--no-warnings'],
    env: { ...process.env, ...sharedCache() },
  })

/** A thread does not share what Node keeps of our sources, unless it is told where that lies. */
function sharedCache(): { NODE_COMPILE_CACHE?: string } {
  const folder = getCompileCacheDir()
  return folder === undefined ? {} : { NODE_COMPILE_CACHE: folder }
}
