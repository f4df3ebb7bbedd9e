import { check } from '../check/check.ts'
import { type Change, changeSinceBase } from './changed.ts'
import type { Context, ExitCode } from './command.ts'
import { readPaths } from './paths.ts'
import { printCounts } from './print-counts.ts'
import { formatOf, show } from './show.ts'
import { Watch } from './watch.ts'

/** Parses, compiles, type-checks, calculates and judges; nothing is measured. */
export async function run(context: Context): Promise<ExitCode> {
  const { root, flags, output, stopped, refuse } = context
  const paths = readPaths(context)
  if (!Array.isArray(paths)) return refuse(paths)
  if (!flags.has('watch')) return checkOnce(context, paths)
  using watch = new Watch(root, stopped)
  await checkOnce(context, paths)
  for await (const changed of watch.changes()) {
    output.write(`\n${changed.join(', ')}\n`)
    await checkOnce(context, paths)
  }
  return 0
}

async function checkOnce(context: Context, asked: string[]): Promise<ExitCode> {
  const { root, flags, output } = context
  const change = flags.has('changed') ? await changeSinceBase(root, asked) : null
  if (change && formatOf(context) !== 'json') output.write(printTouched(change))
  if (change?.documents.length === 0) {
    output.write('No document has changed since this work began, nor what one rests on.\n')
    return 0
  }
  const paths = change?.documents ?? asked
  const result = await check({ root, paths, complete: flags.has('complete') })
  const { messages, counts, exitCode } = result
  show(context, messages, { exitCode, counts })
  if (formatOf(context) !== 'json') {
    output.write(`${messages.length === 0 ? '' : '\n'}${printCounts(counts)}`)
  }
  return exitCode
}

/** Decisions that govern what has changed: whoever changes it should know them. */
const printTouched = ({ touched }: Change): string =>
  touched
    .map(
      ({ record, pattern, paths }) =>
        `${record.path} governs ${pattern.text}: ${paths.join(', ')}\n`,
    )
    .join('')
