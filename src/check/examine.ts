import type { Compiled } from '../compile/compile.ts'
import { currentCommit } from '../evidence/machine.ts'
import type { Verdicts } from '../evidence/verdicts.ts'
import { byPlace, type Message } from '../message/message.ts'
import type { DecisionRecord } from '../record/record.ts'
import { isSwitchedOff } from '../record/rules/switched-off.ts'
import { evaluate } from '../run/evaluate.ts'
import type { JobDocument, Outcome } from '../run/job.ts'
import { ambientDeclarations } from './ambient.ts'
import { Compiler } from './compiler.ts'
import { failureMessages } from './failures.ts'
import { checkFiles } from './files.ts'
import { type ExperimentState, experimentStates, reachable } from './freshness.ts'
import { ask, jobOf } from './jobs.ts'
import { judgeDocument } from './judge.ts'
import { judgeMatrix } from './judge-matrix.ts'
import { refusedLiterals } from './literals.ts'
import { nounsOf } from './nouns.ts'
import { type Project, readProject } from './project.ts'
import { coverageOf } from './prose.ts'
import { checkAllRecords, importsOfSpecimens, recordsOf, specimensOf } from './records.ts'
import type { Results } from './seen.ts'
import { selectPaths } from './select-paths.ts'
import { specimenVerdicts } from './specimen.ts'
import { checkTypes } from './types.ts'

export interface Examined {
  results: Results
  /** The documents that were asked for. */
  paths: string[]
  messages: Message[]
  verdicts: Verdicts[]
}

/** Reads, compiles, type-checks, evaluates and judges the documents that are asked for; keeps nothing. */
export async function examine(
  root: string,
  asked: string[],
  { complete = false } = {},
): Promise<Examined> {
  const project = await readProject(root)
  const { paths, messages } = selectPaths(project, asked)
  const records = recordsOf(project)
  const specimens = specimensOf(records)
  const needed = new Set(paths.flatMap((path) => reachable(project, path)))
  const { results, typeMessages } = await produce(project, paths, needed)
  const outcomes = [...results.outcomes.values()]
  const files = await Promise.all(paths.map((path) => filesOf(project, path)))
  const said = [...project.problems, ...typeMessages]
  const literals = refusedLiterals(project, needed, { nouns: results.nouns, said })
  const ofCode = [
    ...project.problems.filter(({ path }) => needed.has(path) || asked.length === 0),
    ...typeMessages,
    ...literals,
    ...failuresOf(project, outcomes, [...typeMessages, ...literals]),
    ...files.flat(),
  ]
  messages.push(
    ...ofCode.filter(({ path }) => !specimens.has(path)),
    ...(await checkAllRecords(project, { complete })).filter(
      ({ path }) => asked.length === 0 || paths.includes(path),
    ),
    ...importsOfSpecimens(project, specimens),
  )
  const commit = await currentCommit(root)
  const verdicts: Verdicts[] = []
  for (const path of paths) {
    if (specimens.has(path)) {
      verdicts.push(
        specimenVerdicts(project, path, { commit, status: statusOf(records.get(path)) }),
      )
      continue
    }
    const judged = judgeDocument(results, path, { commit, problems: messages })
    const { matrix, messages: ofMatrix } = judgeMatrix(
      results,
      records.get(path),
      judged.verdicts.claims,
    )
    messages.push(
      ...judged.messages,
      ...ofMatrix.filter((message) => !isSwitchedOff(message, project.settings.records)),
    )
    // What stands in the prose of records is reported with their rules.
    if (judged.verdicts.kind !== 'record') messages.push(...coverageOf(project, path))
    verdicts.push({
      ...judged.verdicts,
      matrix,
      status: statusOf(records.get(path)),
      problems: problemsOf(path, messages),
    })
  }
  return { results, paths, messages: messages.toSorted(byPlace), verdicts }
}

const statusOf = (record: DecisionRecord | undefined): string | null => record?.status.kind ?? null

/** Evaluates in a process of its own while the compiler works in this one. */
async function produce(
  project: Project,
  paths: string[],
  needed: Set<string>,
): Promise<{ results: Results; typeMessages: Message[] }> {
  const states = await experimentStates(project, needed)
  const documents = [...project.documents.values()].filter(({ document }) =>
    needed.has(document.path),
  )
  const asked = new Map(
    documents
      .filter(({ document }) => paths.includes(document.path))
      .map((compiled) => [compiled.document.path, ask(compiled)]),
  )
  const job = jobOf(project, asked, (path) =>
    recordedOf(states.get(path) ?? [], project.documents.get(path)),
  )
  const evaluating = evaluate(project.root, {
    ...job,
    documents: job.documents.filter(({ path }) => needed.has(path)),
  })
  const { messages: typeMessages, refusals } = checkAllTypes(project, documents)
  const outcomes = new Map((await evaluating).map((outcome) => [outcome.path, outcome]))
  const nouns = nounsOf(project)
  return { results: { project, asked, outcomes, states, nouns, refusals }, typeMessages }
}

function checkAllTypes(project: Project, documents: Compiled[]): ReturnType<typeof checkTypes> {
  const compiler = new Compiler(project.root, ambientDeclarations(nounsOf(project)))
  try {
    return checkTypes(compiler, documents)
  } finally {
    compiler.close()
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

const problemsOf = (path: string, messages: Message[]): Verdicts['problems'] =>
  messages
    .filter((message) => message.path === path)
    .toSorted(byPlace)
    .map(({ id, severity, line, column, text, cure }) => ({
      id,
      severity,
      line,
      column,
      text,
      cure,
    }))
