import { start } from '../check/started.ts'
import type { Context, ExitCode } from './command.ts'
import { readPaths } from './paths.ts'

/**
 * Parses, compiles, type-checks, calculates and judges; nothing is measured. What takes long to start begins before
 * the rest is loaded; not for what has changed, since that may be nothing.
 */
export async function run(context: Context): Promise<ExitCode> {
  const { root, flags, refuse } = context
  const paths = readPaths(context)
  if (!Array.isArray(paths)) return refuse(paths)
  const started = flags.has('changed') && !flags.has('watch') ? null : start(root)
  const { checkPaths } = await import('./check-paths.ts')
  return checkPaths(context, { paths, started })
}
