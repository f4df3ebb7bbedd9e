import type { Compiled } from '../compile/compile.ts'
import { loadSettings } from '../document/settings.ts'
import type { Settings } from '../document/settings-schema.ts'
import { placeOf } from '../document/span.ts'
import type { JobImport } from '../graph/value.ts'
import { type Message, report } from '../message/message.ts'
import { collect } from './collect.ts'
import { doubtfulInputs } from './doubtful.ts'
import { Memory } from './memory.ts'
import { nearNouns } from './near-nouns.ts'
import { nounsOf } from './nouns.ts'
import { checkScopeImports, type Resolver, reportCycles, resolveImports } from './resolve.ts'
import { unaccounted } from './unaccounted.ts'

/** All documents of a root, compiled, with what they import. */
export interface Project {
  root: string
  settings: Settings
  documents: Map<string, Compiled>
  /** Resolved imports of the two run forms; missing where one leads nowhere, or where its code is refused. */
  imports: Map<string, { calculation: JobImport[]; whole: JobImport[] }>
  problems: Message[]
}

export async function readProject(root: string, memory = new Memory()): Promise<Project> {
  const settings = await loadSettings(root)
  const { documents, problems } = await collect(root, settings, memory)
  const byPath = new Map(documents.map((document) => [document.path, memory.compiledOf(document)]))
  for (const { document, problems: own } of byPath.values())
    problems.push(...document.problems, ...own)
  const resolver: Resolver = { root, byPath, problems }
  const inCycle = reportCycles(resolver, (path) => byPath.get(path)?.whole.imports ?? [])
  const imports: Project['imports'] = new Map()
  for (const [path, compiled] of byPath) {
    const isDoubled = reportDoubledNames(compiled, problems)
    checkScopeImports(resolver, compiled)
    const whole = resolveImports(resolver, path, compiled.whole)
    const calculation =
      compiled.calculation === compiled.whole
        ? whole
        : resolveImports({ ...resolver, problems: [] }, path, compiled.calculation)
    const isRefused =
      isDoubled ||
      inCycle.has(path) ||
      compiled.whole.problems.some(({ id }) => /^(code|input)-/.test(id))
    if (whole && calculation && !isRefused) imports.set(path, { calculation, whole })
  }
  return { root, settings, documents: byPath, imports, problems }
}

/** What the documents' own words make one doubt, or leads to nothing: no value rests on it, so it is found beside them. */
export function doubtsOf(project: Project): Message[] {
  const { settings, documents } = project
  const nouns = nounsOf({ settings })
  return [
    ...unaccounted(documents),
    ...doubtfulInputs(documents, nouns),
    ...nearNouns(project, nouns),
  ]
}

/** Names of measured fences stand beside those of the calculation, so each may be declared once in a document. */
function reportDoubledNames({ document, whole, scopes }: Compiled, problems: Message[]): boolean {
  const lineOf = new Map<string, number>()
  const before = problems.length
  const names = [
    ...whole.names,
    ...scopes
      .filter(({ fence }) => fence.use.use === 'measured')
      .flatMap(({ program }) => program.names.filter(({ using }) => !using)),
  ]
  for (const { name, span } of names) {
    const first = lineOf.get(name)
    if (first === undefined) lineOf.set(name, span.line)
    else problems.push(report('name-doubled', placeOf(document.path, span), { name, first }))
  }
  return problems.length > before
}
