import type { Compiled } from '../compile/compile.ts'
import { loadSettings } from '../document/settings.ts'
import { currentCommit } from '../evidence/machine.ts'
import type { Verdicts } from '../evidence/verdicts.ts'
import { byPlace, type Message } from '../message/message.ts'
import type { JobDocument, Outcome } from '../run/job.ts'
import { ambientDeclarations } from './ambient.ts'
import { recordsDrawnBy } from './drawn-record.ts'
import { failureMessages } from './failures.ts'
import { checkFiles } from './files.ts'
import { type ExperimentState, experimentStates } from './freshness.ts'
import { ask, jobOf } from './jobs.ts'
import { judgeAll } from './judge-all.ts'
import { EarlyJudge } from './judge-early.ts'
import { refusedLiterals } from './literals.ts'
import type { Memory } from './memory.ts'
import { namedBy } from './named-by.ts'
import { nounsOf } from './nouns.ts'
import { type Project, readProject } from './project.ts'
import { coverageOf } from './prose.ts'
import { checkAllRecords, importsOfSpecimens, recordsOf, specimensOf } from './records.ts'
import type { Results } from './seen.ts'
import { selectPaths } from './select-paths.ts'
import { typeMessages } from './types.ts'
import { Workshop } from './workshop.ts'

export interface Examined {
  results: Results
  /** The documents that were asked for. */
  paths: string[]
  messages: Message[]
  verdicts: Verdicts[]
}

interface Means {
  complete?: boolean
  /** What was started ahead, for several checks. */
  workshop?: Workshop | undefined
}

/** Reads, compiles, type-checks, evaluates and judges the documents that are asked for; keeps nothing. */
export async function examine(
  root: string,
  asked: string[],
  { complete = false, workshop }: Means = {},
): Promise<Examined> {
  if (workshop) return examineWith(workshop, { root, asked, complete })
  await using own = new Workshop(root)
  return await examineWith(own, { root, asked, complete })
}

interface Call {
  root: string
  asked: string[]
  complete: boolean
}

async function examineWith(workshop: Workshop, { root, asked, complete }: Call): Promise<Examined> {
  workshop.open(ambientDeclarations(nounsOf({ settings: await loadSettings(root) })))
  const { memory } = workshop
  const project = await readProject(root, memory)
  const { paths, messages } = selectPaths(project, asked)
  const records = recordsOf(project)
  const specimens = specimensOf(records)
  const needed = new Set(paths.flatMap((path) => namedBy(project.documents, path)))
  const [{ results, ofTypes, early }, about] = await Promise.all([
    produce(workshop, project, { paths, needed, specimens }),
    besides(project, paths, { complete, memory }),
  ])
  const outcomes = [...results.outcomes.values()]
  const said = [...project.problems, ...ofTypes]
  const literals = refusedLiterals(project, needed, { nouns: results.nouns, said })
  const ofCode = [
    ...project.problems.filter(({ path }) => needed.has(path) || asked.length === 0),
    ...ofTypes,
    ...literals,
    ...failuresOf(project, outcomes, [...ofTypes, ...literals]),
    ...about.ofFiles,
  ]
  messages.push(
    ...ofCode.filter(({ path }) => !specimens.has(path)),
    ...about.ofRecords.filter(({ path }) => asked.length === 0 || paths.includes(path)),
    ...importsOfSpecimens(project, specimens),
  )
  const verdicts = judgeAll(results, paths, {
    ...{ ...about, records, specimens, early, messages, memory },
  })
  return { results, paths, messages: messages.toSorted(byPlace), verdicts }
}

/** What needs neither types nor values, and is found while others work on those. */
async function besides(
  project: Project,
  paths: string[],
  { complete, memory }: { complete: boolean; memory: Memory },
): Promise<{
  commit: string | null
  ofFiles: Message[]
  ofRecords: Message[]
  coverage: Map<string, Message[]>
}> {
  const [commit, ofRecords, files] = await Promise.all([
    currentCommit(project.root),
    checkAllRecords(project, { complete }),
    Promise.all(paths.map((path) => filesOf(project, path))),
  ])
  const coverage = new Map(
    // What stands in the prose of records is reported with their rules.
    [...project.documents].map(([path, compiled]) => [
      path,
      compiled.document.kind === 'record'
        ? []
        : memory.of(compiled, 'coverage', () => coverageOf(project, path)),
    ]),
  )
  return { commit, ofRecords, ofFiles: files.flat(), coverage }
}

/** Types and values, each in a process of its own. */
async function produce(
  workshop: Workshop,
  project: Project,
  { paths, needed, specimens }: Record<'needed' | 'specimens', Set<string>> & { paths: string[] },
): Promise<{ results: Results; ofTypes: Message[]; early: EarlyJudge['values'] }> {
  const documents = [...project.documents.values()].filter(({ document }) =>
    needed.has(document.path),
  )
  const checking = workshop.checkTypes(documents, (path) => namedBy(project.documents, path))
  const states = await experimentStates(project, needed)
  const wanted = new Set([...paths, ...recordsDrawnBy(project, paths)])
  const asked = new Map(
    documents
      .filter(({ document }) => wanted.has(document.path))
      .map((compiled) => [compiled.document.path, ask(compiled, nounsOf(project))]),
  )
  const job = jobOf(project, asked, (path) =>
    recordedOf(states.get(path) ?? [], project.documents.get(path)),
  )
  const known = { project, asked, states, nouns: nounsOf(project) }
  const come = new Map<string, Outcome>()
  const early = new EarlyJudge(
    { ...known, outcomes: come, refusals: new Map() },
    paths.filter((path) => !specimens.has(path)),
  )
  const [findings, outcomes] = await Promise.all([
    checking,
    workshop.evaluate(
      { ...job, documents: job.documents.filter(({ path }) => needed.has(path)) },
      (outcome, isNew) => {
        come.set(outcome.path, outcome)
        if (isNew) early.judge(outcome.path)
      },
    ),
  ])
  const { messages: ofTypes, refusals } = typeMessages(documents, findings)
  const all = new Map(outcomes.map((outcome) => [outcome.path, outcome]))
  return { results: { ...known, outcomes: all, refusals }, ofTypes, early: early.values }
}

/** What a document's experiments left, fresh or stale; `none` stands for what is missing. */
function recordedOf(
  states: ExperimentState[],
  compiled: Compiled | undefined,
): JobDocument['recorded'] {
  const recorded: JobDocument['recorded'] = {}
  for (const names of compiled?.recorded.values() ?? [])
    for (const name of names) recorded[name] = { kind: 'none', why: 'not measured yet' }
  for (const { experiment } of states) Object.assign(recorded, experiment?.result ?? {})
  return recorded
}

/** Code that the compiler refuses fails when it runs, too: the compiler's word comes first, and is enough. */
function failuresOf(project: Project, outcomes: Outcome[], typeMessages: Message[]): Message[] {
  const refused = new Set(typeMessages.map(({ path }) => path))
  const messages = failureMessages(
    project,
    outcomes.flatMap(({ failures }) => failures),
  )
  return messages.filter(({ path, id }) => !refused.has(path) || id === 'not-thrown')
}

async function filesOf(project: Project, path: string): Promise<Message[]> {
  const compiled = project.documents.get(path)
  const shown = compiled ? await checkFiles(project.root, compiled.document) : []
  return shown.flatMap(({ message }) => message ?? [])
}
