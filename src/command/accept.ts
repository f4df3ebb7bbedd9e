import { accept, type Rewriting } from '../check/accept.ts'
import { report } from '../message/message.ts'
import type { Context, ExitCode } from './command.ts'
import { readPaths } from './paths.ts'
import { printRewriting } from './print-rewriting.ts'
import { show } from './show.ts'

/** Rewrites stated numbers to what came out. A person decides that; CI only finds that they differ. */
export async function run(context: Context): Promise<ExitCode> {
  const paths = readPaths(context)
  if (!Array.isArray(paths)) return context.refuse(paths)
  if (process.env.CI) {
    const place = { path: 'holdfast accept', line: 1, column: 1 }
    show(context, [report('accept-in-ci', place, {})], {})
    return 2
  }
  return finish(context, await accept(context.root, paths))
}

function finish(context: Context, rewriting: Rewriting): ExitCode {
  context.output.write(printRewriting(rewriting, 'accepted'))
  show(context, rewriting.messages, {})
  return rewriting.left.length > 0 || rewriting.messages.length > 0 ? 1 : 0
}
