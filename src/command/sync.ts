import { sync } from '../check/accept.ts'
import type { Context, ExitCode } from './command.ts'
import { readPaths } from './paths.ts'
import { printRewriting } from './print-rewriting.ts'
import { show } from './show.ts'

/** Rewrites `file=` fences to what their files say. */
export async function run(context: Context): Promise<ExitCode> {
  const paths = readPaths(context)
  if (!Array.isArray(paths)) return context.refuse(paths)
  const rewriting = await sync(context.root, paths)
  context.output.write(printRewriting(rewriting, 'synced'))
  show(context, rewriting.messages, {})
  return rewriting.messages.length > 0 ? 1 : 0
}
