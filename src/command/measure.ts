import { globSync } from 'node:fs'
import { join } from 'node:path'
import { measure } from '../check/measure.ts'
import type { Measured } from '../evidence/measured.ts'
import { evidenceFolder, readMeasured } from '../evidence/store.ts'
import type { Context, ExitCode } from './command.ts'
import { driftBetween, printDrift, tableOfDrift } from './drift.ts'
import { readPaths } from './paths.ts'
import { count, printMeasuring } from './print-measuring.ts'
import { showProgress } from './progress.ts'
import { addToSummary, show } from './show.ts'

/** Runs the experiments that are stale, and says how far their figures have moved. */
export async function run(context: Context): Promise<ExitCode> {
  const { root, flags, output, stopped, refuse } = context
  const paths = readPaths(context)
  if (!Array.isArray(paths)) return refuse(paths)
  const progress = showProgress(output)
  const before = await allMeasured(root)
  const result = await measure({
    root,
    paths,
    force: flags.has('force'),
    signal: stopped,
    onProgress: printMeasuring(progress),
  })
  progress.end()
  const drifts = driftBetween(before, await allMeasured(root))
  show(context, result.messages, {})
  output.write(printDrift(drifts))
  addToSummary(tableOfDrift(drifts))
  output.write(summaryOf(result))
  if (stopped.aborted) return 1
  if (result.messages.some(({ severity }) => severity === 'error')) return 1
  return result.tooNoisy + result.leftOut > 0 ? 3 : 0
}

function summaryOf(result: Awaited<ReturnType<typeof measure>>): string {
  const { measured, fresh, tooNoisy, leftOut } = result
  const noisy = tooNoisy === 0 ? '' : `, ${tooNoisy} given up because the machine was too noisy`
  const missing = leftOut === 0 ? '' : `, ${leftOut} left out for what is missing here`
  return `${count(measured, 'experiment')} measured, ${fresh} still fresh${noisy}${missing}\n`
}

async function allMeasured(root: string): Promise<Measured[]> {
  const folder = join(root, evidenceFolder, 'measured')
  const paths = globSync('**/*.md.json', { cwd: folder }).toSorted()
  const found = await Promise.all(
    paths.map((path) => readMeasured(root, path.replace(/\.json$/, ''))),
  )
  return found.filter((measured) => measured !== null)
}
