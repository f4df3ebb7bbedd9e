import { check } from '../check/check.ts'
import { Workshop } from '../check/workshop.ts'
import type { Context, ExitCode } from './command.ts'
import { readPort } from './port.ts'
import { printStanding } from './print-counts.ts'
import { show } from './show.ts'
import { startAstro } from './site.ts'
import { untilStopped } from './stop.ts'
import { forgetAfter, Watch } from './watch.ts'

/** The author's loop: every change is checked, and the page shows what has become of it. */
export async function run(context: Context): Promise<ExitCode> {
  const { root, flags, stopped, refuse } = context
  const port = readPort(flags.get('port'))
  if (typeof port !== 'number') return refuse(port)
  using watch = new Watch(root, stopped)
  await using workshop = new Workshop(root)
  await checkAgain(context, workshop)
  await using astro = startAstro(root, {
    words: ['dev', '--port', String(port)],
    output: 'shown',
    environment: { HOLDFAST_PREVIEW: '1' },
  })
  const following = follow(context, watch, workshop)
  await untilStopped(stopped, astro.ended)
  if (!stopped.aborted) return 1
  await following
  return 0
}

async function follow(context: Context, watch: Watch, workshop: Workshop): Promise<void> {
  for await (const changed of watch.changes()) {
    forgetAfter(changed, workshop)
    await checkAgain(context, workshop)
  }
}

async function checkAgain(context: Context, workshop: Workshop): Promise<void> {
  const { root, output } = context
  const { messages, counts } = await check({ root, paths: [], complete: false, workshop })
  workshop.prepare()
  show(context, messages, {})
  output.write(`${printStanding(counts)}\n`)
}
