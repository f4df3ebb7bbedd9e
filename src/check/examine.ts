import type { Compiled } from '../compile/compile.ts'
import { loadSettings } from '../document/settings.ts'
import { currentCommit } from '../evidence/machine.ts'
import type { Verdicts } from '../evidence/verdicts.ts'
import { byPlace, type Message } from '../message/message.ts'
import type { Nouns } from '../quantity/nouns.ts'
import type { Job, JobDocument, Outcome } from '../run/job.ts'
import { ambientDeclarations } from './ambient.ts'
import { recordsDrawnBy } from './drawn-record.ts'
import { failureMessages } from './failures.ts'
import { checkFiles } from './files.ts'
import { type ExperimentState, experimentStates } from './freshness.ts'
import { askedOf, jobOf } from './jobs.ts'
import { type Judging, judgeAll } from './judge-all.ts'
import { EarlyJudge, type Keep } from './judge-early.ts'
import { refusedLiterals } from './literals.ts'
import type { Memory } from './memory.ts'
import { namedBy } from './named-by.ts'
import { nounsOf } from './nouns.ts'
import { doubtsOf, type Project, readProject } from './project.ts'
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
  /** Takes verdicts as soon as they are there, while others are still to come. */
  keep?: Keep
}

/** Reads, compiles, type-checks, evaluates and judges the documents that are asked for; keeps nothing by itself. */
export async function examine(
  root: string,
  asked: string[],
  { complete = false, workshop, keep = () => {} }: Means = {},
): Promise<Examined> {
  const call = { root, asked, complete, keep }
  if (workshop) return examineWith(workshop, call)
  await using own = new Workshop(root)
  return await examineWith(own, call)
}

interface Call {
  root: string
  asked: string[]
  complete: boolean
  keep: Keep
}

async function examineWith(workshop: Workshop, call: Call): Promise<Examined> {
  const { root, asked } = call
  workshop.open(ambientDeclarations(nounsOf({ settings: await loadSettings(root) })))
  const project = await readProject(root, workshop.memory)
  const selected = selectPaths(project, asked)
  const { paths } = selected
  const records = recordsOf(project)
  const specimens = specimensOf(records)
  const needed = new Set(paths.flatMap((path) => namedBy(project.documents, path)))
  const task = { project, paths, needed, records, specimens, messages: selected.messages }
  const { results, said, judging, early } = await produce(workshop, call, task)
  const outcomes = [...results.outcomes.values()]
  const messages = said(outcomes)
  const verdicts = judgeAll(results, paths, { ...judging, early, messages })
  return { results, paths, messages: messages.toSorted(byPlace), verdicts }
}

interface Task {
  project: Project
  /** The documents that are asked for. */
  paths: string[]
  /** These, and all that they name. */
  needed: Set<string>
  records: ReturnType<typeof recordsOf>
  specimens: Set<string>
  /** What was said of the call. */
  messages: Message[]
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
  doubts: Message[]
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
  return { commit, ofRecords, ofFiles: files.flat(), coverage, doubts: doubtsOf(project) }
}

interface Produced {
  results: Results
  /** Everything that is said of the documents besides the verdicts, with the failures of these outcomes. */
  said: (outcomes: Outcome[]) => Message[]
  judging: Omit<Judging, 'early'>
  early: EarlyJudge['values']
}

/** Types and values, each in a process of its own, and meanwhile what needs neither. */
async function produce(
  workshop: Workshop,
  { asked, complete, keep }: Call,
  task: Task,
): Promise<Produced> {
  const { project, paths, needed, records, specimens } = task
  const { memory } = workshop
  const documents = [...project.documents.values()].filter(({ document }) =>
    needed.has(document.path),
  )
  const checking = workshop.checkTypes(documents, (path) => namedBy(project.documents, path))
  const { job, known } = await ask(task, documents)
  const come = new Map<string, Outcome>()
  const early = new EarlyJudge(
    { ...known, outcomes: come, refusals: new Map() },
    paths.filter((path) => !specimens.has(path)),
  )
  const evaluating = workshop.evaluate(job, (outcome, isNew) => {
    come.set(outcome.path, outcome)
    if (isNew) early.judge(outcome.path)
  })
  const speaking = async (): Promise<
    Omit<Produced, 'results' | 'early'> & Pick<Results, 'refusals'>
  > => {
    const [findings, about] = await Promise.all([
      checking,
      besides(project, paths, { complete, memory }),
    ])
    const { messages: ofTypes, refusals } = typeMessages(documents, findings)
    const said = sayer(task, { asked, ofTypes, about, nouns: known.nouns })
    const judging = { ...about, records, specimens, memory }
    await early.know({ refusals, judging, messages: said([]), keep })
    return { said, judging, refusals }
  }
  const [outcomes, { refusals, ...spoken }] = await Promise.all([evaluating, speaking()])
  const all = new Map(outcomes.map((outcome) => [outcome.path, outcome]))
  return { results: { ...known, outcomes: all, refusals }, early: early.values, ...spoken }
}

/** What is asked of the evaluating process, and what answers are judged with. */
async function ask(
  { project, paths, needed }: Task,
  documents: Compiled[],
): Promise<{ job: Job; known: Omit<Results, 'outcomes' | 'refusals'> }> {
  const nouns = nounsOf(project)
  const states = await experimentStates(project, needed)
  const wanted = new Set([...paths, ...recordsDrawnBy(project, paths)])
  const asked = new Map(
    documents
      .filter(({ document }) => wanted.has(document.path))
      .map((compiled) => [compiled.document.path, askedOf(compiled, nouns)]),
  )
  const job = jobOf(project, asked, (path) =>
    recordedOf(states.get(path) ?? [], project.documents.get(path)),
  )
  const own = job.documents.filter(({ path }) => needed.has(path))
  return { job: { ...job, documents: own }, known: { project, asked, states, nouns } }
}

interface Spoken {
  asked: string[]
  ofTypes: Message[]
  about: Awaited<ReturnType<typeof besides>>
  nouns: Nouns
}

/** Everything that is said of the documents besides the verdicts, once it is known what failed in them. */
function sayer(
  { project, paths, needed, specimens, messages }: Task,
  { asked, ofTypes, about, nouns }: Spoken,
): Produced['said'] {
  const problems = [...project.problems, ...about.doubts]
  const literals = refusedLiterals(project, needed, { nouns, said: [...problems, ...ofTypes] })
  const ofImports = importsOfSpecimens(project, specimens)
  return (outcomes) => {
    const ofCode = [
      ...problems.filter(({ path }) => needed.has(path) || asked.length === 0),
      ...ofTypes,
      ...literals,
      ...failuresOf(project, outcomes, [...ofTypes, ...literals]),
      ...about.ofFiles,
    ]
    return [
      ...messages,
      ...ofCode.filter(({ path }) => !specimens.has(path)),
      ...about.ofRecords.filter(({ path }) => asked.length === 0 || paths.includes(path)),
      ...ofImports,
    ]
  }
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
