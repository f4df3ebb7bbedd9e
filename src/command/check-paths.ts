import { type CheckResult, check } from '../check/check.ts'
import type { Started } from '../check/started.ts'
import { Workshop } from '../check/workshop.ts'
import { type Change, changeSinceBase } from './changed.ts'
import type { Context, ExitCode } from './command.ts'
import { printCounts } from './print-counts.ts'
import { formatOf, show } from './show.ts'
import { answerKeeper } from './standing.ts'
import { forgetAfter, Watch } from './watch.ts'

interface Asked {
  paths: string[]
  /** What runs already; null where there may be nothing to check. */
  started: Started | null
}

/** The command with all that it needs, once or after every change. */
export async function checkPaths(context: Context, { paths, started }: Asked): Promise<ExitCode> {
  const { root, flags, output, stopped } = context
  if (!started) return checkOnce(context, paths)
  await using workshop = new Workshop(root, started)
  if (!flags.has('watch')) return await checkAndKeep(context, paths, workshop)
  using watch = new Watch(root, stopped)
  await checkOnce(context, paths, workshop)
  workshop.prepare()
  for await (const changed of watch.changes()) {
    output.write(`\n${changed.join(', ')}\n`)
    forgetAfter(changed, workshop)
    await checkOnce(context, paths, workshop)
    workshop.prepare()
  }
  return 0
}

/** What was found to hold is answered from what is kept, while nothing changes. */
async function checkAndKeep(
  context: Context,
  paths: string[],
  workshop: Workshop,
): Promise<ExitCode> {
  const { root, folder, output } = context
  // The page of a run on GitHub wants more than the output.
  if (formatOf(context) === 'github') return checkOnce(context, paths, workshop)
  const keeper = await answerKeeper({ root, folder, output })
  const result = await checkNow({ ...context, output: keeper.output }, paths, workshop)
  if (result.exitCode === 0) await keeper.keep(result)
  return result.exitCode
}

async function checkOnce(
  context: Context,
  asked: string[],
  workshop?: Workshop,
): Promise<ExitCode> {
  const { root, flags, output } = context
  const change = flags.has('changed') ? await changeSinceBase(root, asked) : null
  if (change && formatOf(context) !== 'json') output.write(printTouched(change))
  if (change?.documents.length === 0) {
    output.write('No document has changed since this work began, nor what one rests on.\n')
    return 0
  }
  return (await checkNow(context, change?.documents ?? asked, workshop)).exitCode
}

async function checkNow(
  context: Context,
  paths: string[],
  workshop?: Workshop,
): Promise<CheckResult> {
  const { root, flags, output } = context
  const complete = flags.has('complete')
  const result = await check({ root, paths, complete, ...(workshop ? { workshop } : {}) })
  const { messages, counts, exitCode } = result
  show(context, messages, { exitCode, counts })
  if (formatOf(context) !== 'json') {
    output.write(`${messages.length === 0 ? '' : '\n'}${printCounts(counts)}`)
  }
  return result
}

/** Decisions that govern what has changed: whoever changes it should know them. */
const printTouched = ({ touched }: Change): string =>
  touched
    .map(
      ({ record, pattern, paths }) =>
        `${record.path} governs ${pattern.text}: ${paths.join(', ')}\n`,
    )
    .join('')
