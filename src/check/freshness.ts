import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join, posix } from 'node:path'
import type { OwnScope } from '../compile/compile.ts'
import { checkerHash, fileHashes, keyOf } from '../evidence/key.ts'
import { thisMachine } from '../evidence/machine.ts'
import { type Experiment, isSealed } from '../evidence/measured.ts'
import { readMeasured } from '../evidence/store.ts'
import { Closure } from '../run/closure.ts'
import { calculationBehind } from './calculation-behind.ts'
import type { Project } from './project.ts'

/** What is known about one measured fence. */
export interface ExperimentState {
  path: string
  scope: OwnScope
  ordinal: number
  /** Hash of all that its result rests on now. */
  key: string
  /** The environment variables among these. */
  variables: string[]
  /** What was found on disk; of an older key it is stale. */
  experiment: Experiment | null
  verdict: 'holds' | 'stale' | 'untested'
  reason: string | null
  freshUntil: string | null
}

/** What every result rests on, whatever it measures. */
export interface Surroundings {
  lock: string
  /** Hash of the checker's own sources. */
  checker: string
  /** Version of TypeScript. */
  compiler: string
  node: string
  cpu: string
  cores: string
  memory: string
}

export async function currentSurroundings(root: string): Promise<Surroundings> {
  const { cpu, cores, memoryGigabytes, node } = thisMachine()
  const lock = await readFile(join(root, 'package-lock.json'), 'utf8').catch(() => '')
  return {
    lock,
    checker: await checkerHash(),
    compiler: String(createRequire(import.meta.url)('typescript/package.json').version),
    node,
    cpu,
    cores: String(cores),
    memory: String(memoryGigabytes),
  }
}

/** The state of every measured fence of the documents at the given paths, in order. */
export async function experimentStates(
  project: Project,
  paths: Iterable<string>,
  surroundings?: Surroundings,
): Promise<Map<string, ExperimentState[]>> {
  const states = new Map<string, ExperimentState[]>()
  let keys: KeyMaker | null = null
  for (const path of paths) {
    const compiled = project.documents.get(path)
    const scopes = compiled?.scopes.filter(({ fence }) => fence.use.use === 'measured') ?? []
    if (scopes.length === 0) continue
    keys ??= keyMaker(project, surroundings ?? (await currentSurroundings(project.root)))
    const measured = await readMeasured(project.root, path)
    const found: ExperimentState[] = []
    for (const [ordinal, scope] of scopes.entries()) {
      const { key, variables } = await keys(path, scope)
      const experiment =
        measured?.experiments.find((each) => each.key === key) ??
        measured?.experiments.find((each) => each.ordinal === ordinal) ??
        null
      if (experiment && !isSealed(experiment)) {
        found.push({ ...{ path, scope, ordinal, key, variables }, ...changedByHand })
        continue
      }
      found.push({
        path,
        scope,
        ordinal,
        key,
        variables,
        experiment,
        ...judgeFreshness({ scope, experiment, key }),
      })
    }
    states.set(path, found)
  }
  return states
}

const changedByHand = {
  experiment: null,
  verdict: 'untested',
  reason: 'its evidence is not what was written when it was measured',
  freshUntil: null,
} as const

type Freshness = Pick<ExperimentState, 'verdict' | 'reason' | 'freshUntil'>

function judgeFreshness({
  scope,
  experiment,
  key,
}: Pick<ExperimentState, 'scope' | 'experiment' | 'key'>): Freshness {
  if (!experiment) return { verdict: 'untested', reason: 'not measured yet', freshUntil: null }
  const until = freshUntil(scope, experiment)
  if (experiment.key !== key)
    return {
      verdict: experiment.result ? 'stale' : 'untested',
      reason: 'something that the result rests on has changed',
      freshUntil: until,
    }
  if (!experiment.result)
    return { verdict: 'untested', reason: experiment.reason, freshUntil: until }
  const now = new Date().toISOString()
  if (until !== null && until < now)
    return { verdict: 'stale', reason: `fresh until ${until.slice(0, 10)} only`, freshUntil: until }
  if (experiment.measuredAt > now)
    return {
      verdict: 'stale',
      reason: `measured at ${experiment.measuredAt}, which is still to come: a clock was set back`,
      freshUntil: until,
    }
  return { verdict: 'holds', reason: null, freshUntil: until }
}

function freshUntil({ fence }: OwnScope, { measuredAt }: Experiment): string | null {
  if (fence.use.use !== 'measured' || fence.use.freshDays === null) return null
  return new Date(Date.parse(measuredAt) + fence.use.freshDays * 86_400_000).toISOString()
}

type KeyMaker = (
  path: string,
  scope: OwnScope,
) => Promise<Pick<ExperimentState, 'key' | 'variables'>>

/** The lock file covers every package. */
function keyMaker(project: Project, surroundings: Surroundings): KeyMaker {
  const shared = { ...surroundings, nouns: JSON.stringify(project.settings.nouns) }
  const closure = new Closure(project.root)
  return async (path, scope) => {
    const { mentions } = scope.program
    const behind = calculationBehind(
      project,
      mentions.map((name) => ({ path, name })),
    )
    const { code } = scope.program
    const imported = [
      ...behind.files.filter((file) => file !== ''),
      ...scope.program.imports
        .filter(({ isDocument }) => !isDocument)
        .map(({ from }) => join(project.root, posix.dirname(path), from)),
    ]
    const files = closure.of(imported, code)
    const variables = closure.variables(code, files)
    const key = keyOf({
      ...shared,
      fence: essence(scope.program.typed),
      environment: JSON.stringify(variables.map((name) => [name, process.env[name] ?? null])),
      calculations: JSON.stringify(behind.code),
      files: JSON.stringify([...(await fileHashes(project.root, files))]),
    })
    return { key, variables }
  }
}

/** Code without the empty lines that prose leaves, so that moving a fence makes nothing stale. */
const essence = (typed: string): string =>
  typed
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '')
    .join('\n')

/** A document and those that its calculation imports, in a fixed order. */
export function reachable(
  project: Pick<Project, 'imports'>,
  path: string,
  seen = new Set<string>(),
): string[] {
  if (seen.has(path)) return []
  seen.add(path)
  const imports = project.imports.get(path)?.whole ?? []
  return [
    path,
    ...imports.flatMap((each) =>
      each.kind === 'document' ? reachable(project, each.path, seen) : [],
    ),
  ]
}
