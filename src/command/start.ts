import { type CheckResult, check } from '../check/check.ts'
import { measure } from '../check/measure.ts'
import type { Message } from '../message/message.ts'
import type { Context, ExitCode } from './command.ts'
import { readPort } from './port.ts'
import { isCurrentPreview, keepPreviewKey, siteKey } from './preview-key.ts'
import { printCounts, printStanding } from './print-counts.ts'
import { count, printMeasuring } from './print-measuring.ts'
import { type Progress, showProgress } from './progress.ts'
import { type SiteServer, serveSite } from './server.ts'
import { isSettled, show } from './show.ts'
import { buildSite, previewSite } from './site.ts'
import { untilStopped } from './stop.ts'

/** From an empty clone to a site in the browser, whose untested claims are measured while it is being read. */
export async function run(context: Context): Promise<ExitCode> {
  const { root, flags, output, stopped, refuse } = context
  const port = readPort(flags.get('port'))
  if (typeof port !== 'number') return refuse(port)
  const progress = showProgress(output)
  const first = await checkAll(context, progress)
  show(context, first.messages.filter(isSettled), {})
  output.write(printCounts(first.counts))
  if (!(await build(context, progress, first)) || stopped.aborted) return 1

  await using server = await serveSite({ root, folder: previewSite, port })
  if (server.moved) output.complain(`port ${port} is taken, so another one was chosen\n`)
  output.write(`The site is at ${server.address}\n`)
  const last = await measureAll({ context, progress, server }, first)
  if (stopped.aborted) return 0
  const shown = new Set(first.messages.filter(isSettled).map(textOf))
  show(
    context,
    last.messages.filter((message) => !shown.has(textOf(message))),
    {},
  )
  output.write(`${printStanding(last.counts)}; the site is at ${server.address}\n`)
  await untilStopped(stopped, server.ended)
  return stopped.aborted ? 0 : 1
}

const textOf = (message: Message): string => JSON.stringify(message)

async function checkAll({ root }: Context, progress: Progress): Promise<CheckResult> {
  progress.step('checking the documents')
  const result = await check({ root, paths: [], complete: false })
  progress.end()
  return result
}

/** Answers whether there is a site to show; one of the very same things is not built again. */
async function build(
  { root, output, stopped }: Context,
  progress: Progress,
  { verdicts }: CheckResult,
): Promise<boolean> {
  const key = siteKey(root, verdicts)
  if (isCurrentPreview(root, key)) return true
  const built = await buildSite({ root, folder: previewSite, stopped, progress })
  progress.end()
  if (built.ok) keepPreviewKey(root, key)
  else if (!stopped.aborted) output.complain(`${built.said}\nThe site is not built.\n`)
  return built.ok
}

interface Preview {
  context: Context
  progress: Progress
  server: SiteServer
}

/**
 * Document by document, and nothing beside it: checking and building at the same time would slow
 * down what is being measured.
 */
async function measureAll(preview: Preview, first: CheckResult): Promise<CheckResult> {
  const { context, progress, server } = preview
  const { root, stopped, output } = context
  let last = first
  const due = unmeasured(first)
  if (due.length > 0) output.write(announcement(first, due.length))
  for (const path of due) {
    const { messages } = await measure({
      root,
      paths: [path],
      force: false,
      signal: stopped,
      onProgress: printMeasuring(progress),
    })
    progress.end()
    if (stopped.aborted) return last
    show(context, messages, {})
    last = await checkAll(context, progress)
    if (await build(context, progress, last)) server.reload()
    output.write(`${path}: ${printStanding(last.counts)}\n`)
  }
  return last
}

const isDue = ({ verdict }: { verdict: string }): boolean => verdict !== 'holds'

const unmeasured = ({ verdicts }: CheckResult): string[] =>
  verdicts.filter(({ experiments }) => experiments.some(isDue)).map(({ path }) => path)

/** All of it, since each document counts its own experiments only. */
function announcement({ verdicts }: CheckResult, documents: number): string {
  const experiments = verdicts.flatMap(({ experiments }) => experiments.filter(isDue)).length
  const what = `${count(experiments, 'experiment')} in ${count(documents, 'document')}`
  return `to be measured: ${what}; the site can be read meanwhile, and what is done is kept if you stop\n`
}
