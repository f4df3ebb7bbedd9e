import { check } from '../check/check.ts'
import type { Context, ExitCode } from './command.ts'
import { readPort } from './port.ts'
import { printStanding } from './print-counts.ts'
import { show } from './show.ts'
import { startAstro } from './site.ts'
import { untilStopped } from './stop.ts'
import { Watch } from './watch.ts'

/** The author's loop: every change is checked, and the page shows what has become of it. */
export async function run(context: Context): Promise<ExitCode> {
  const { root, flags, stopped, refuse } = context
  const port = readPort(flags.get('port'))
  if (typeof port !== 'number') return refuse(port)
  using watch = new Watch(root, stopped)
  await checkAgain(context)
  await using astro = startAstro(root, {
    words: ['dev', '--port', String(port)],
    output: 'shown',
    environment: { HOLDFAST_PREVIEW: '1' },
  })
  const following = follow(context, watch)
  await untilStopped(stopped, astro.ended)
  if (!stopped.aborted) return 1
  await following
  return 0
}

async function follow(context: Context, watch: Watch): Promise<void> {
  for await (const _ of watch.changes()) await checkAgain(context)
}

async function checkAgain(context: Context): Promise<void> {
  const { messages, counts } = await check({ root: context.root, paths: [], complete: false })
  show(context, messages, {})
  context.output.write(`${printStanding(counts)}\n`)
}
