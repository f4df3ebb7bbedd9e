import { compileFunction } from 'node:vm'
import { harness } from '../compile/run-form.ts'
import type { RecordedValue } from '../evidence/measured.ts'
import { Graph } from '../graph/graph.ts'
import type { ExperimentJob, ExperimentReport } from './experiment-job.ts'
import { failureOf } from './failure.ts'
import { formsOf } from './forms.ts'
import { groundOn, loadModules, type RunGround } from './ground.ts'
import { record, voidIn } from './record.ts'

/** The process of one run of one measured fence. It ends by itself when nothing is left running in it. */
process.once('message', (job: ExperimentJob) => {
  process.once('disconnect', endWithParent)
  run(job)
    .then(send)
    .catch((error: unknown) => send(reportOf(error, job)))
})

const endWithParent = (): never => process.exit(1)

/**
 * Sends the report, and lets go of the parent when it has looked around: what keeps the process alive from then on was
 * left behind.
 */
function send(report: ExperimentReport): void {
  process.once('message', () => {
    process.off('disconnect', endWithParent)
    process.disconnect?.()
  })
  process.send?.(report)
}

async function run(job: ExperimentJob): Promise<ExperimentReport> {
  const ground = groundOn(await loadModules(urlsOf(job)), job.nouns)
  const graph = new Graph(formsOf(job.documents, ground, false), ground)
  const visible = { ...importedNames(job, graph, ground), ...graph.run(job.path) }
  const reach = (index: number): unknown => {
    const target = job.imports[index]
    if (!target) throw new Error('an import that the fence does not have')
    return target.kind === 'module' ? ground.module(target.url) : graph.run(target.path)
  }
  const inputs = job.inputs.map((input) => ground.bind(input).mid)
  const body = compileFunction(job.body, job.parameters, { filename: job.path })
  const values = job.parameters.slice(harness.length).map((name) => visible[name])
  const names: Record<string, unknown> = await body(inputs, reach, null, ...values)
  return recordAll(names)
}

function recordAll(names: Record<string, unknown>): ExperimentReport {
  const recorded: Record<string, RecordedValue> = {}
  const unrecorded: string[] = []
  for (const [name, value] of Object.entries(names)) {
    const voided = voidIn(value)
    if (voided !== null) return { void: voided }
    const data = record(value)
    if (data === null) unrecorded.push(name)
    else recorded[name] = data
  }
  return { names: recorded, unrecorded }
}

/** Names that the calculation itself imports are visible in the fence too. */
function importedNames(
  job: ExperimentJob,
  graph: Graph,
  ground: RunGround,
): Record<string, unknown> {
  const document = job.documents.find(({ path }) => path === job.path)
  const names: Record<string, unknown> = {}
  for (const target of document?.imports.calculation ?? [])
    Object.assign(
      names,
      target.kind === 'document' ? graph.run(target.path) : ground.module(target.url),
    )
  return names
}

function urlsOf(job: ExperimentJob): string[] {
  const targets = [...job.imports, ...job.documents.flatMap(({ imports }) => imports.calculation)]
  return targets.flatMap((target) => (target.kind === 'module' ? [target.url] : []))
}

function reportOf(error: unknown, { path, line }: ExperimentJob): ExperimentReport {
  if (error instanceof Error && error.name === 'VoidRun') return { leftOut: error.message }
  const failure = failureOf(error, path)
  return {
    failed: failure.text,
    path: failure.path,
    line: failure.line === 1 ? line : failure.line,
    column: failure.column,
  }
}
