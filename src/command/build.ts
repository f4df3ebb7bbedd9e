import { check } from '../check/check.ts'
import type { Counts } from '../check/counts.ts'
import type { Context, ExitCode } from './command.ts'
import { printCounts } from './print-counts.ts'
import { showProgress } from './progress.ts'
import { isSettled, show } from './show.ts'
import { buildSite, builtSite } from './site.ts'

/** Publishes only what holds: checks with nothing left untested, then builds. */
export async function run(context: Context): Promise<ExitCode> {
  const { root, output, stopped } = context
  const progress = showProgress(output)
  progress.step('checking the documents')
  const { messages, counts, exitCode } = await check({ root, paths: [], complete: true })
  progress.end()
  show(context, messages.filter(isSettled), {})
  output.write(printCounts(counts))
  if (exitCode !== 0) {
    output.complain(`The site is not built: only what holds is published.\n${nextStep(counts)}`)
    return exitCode
  }
  const built = await buildSite({ root, folder: builtSite, stopped, progress })
  progress.end()
  if (stopped.aborted) return 1
  if (!built.ok) {
    output.complain(`${built.said}\nThe site is not built.\n`)
    return 1
  }
  output.write(`The site is in ${builtSite}; holdfast preview shows it\n`)
  return 0
}

/** What only a measurement settles has one cure, however many claims wait for it. */
const nextStep = ({ untested, stale }: Counts): string =>
  untested + stale === 0
    ? ''
    : 'holdfast measure settles what is untested or stale, and holdfast check says where it stands\n'
