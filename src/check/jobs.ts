import type { Compiled, OwnScope } from '../compile/compile.ts'
import type { Program } from '../compile/program.ts'
import { calculationForm, expressionName } from '../compile/run-form.ts'
import type { Claim } from '../document/document.ts'
import type { JobInput } from '../graph/value.ts'
import type { Nouns } from '../quantity/nouns.ts'
import { isProblem } from '../quantity/problem.ts'
import type { Job, JobDocument, JobThrows, Want } from '../run/job.ts'
import { matrixWants } from './matrix-code.ts'
import { nounsOf } from './nouns.ts'
import type { Project } from './project.ts'
import { resolveImports } from './resolve.ts'
import { derivedStatements, mentionedBy, recordedBehind } from './rests-on.ts'
import { statedBy } from './stated-by.ts'

/** What is asked of a document: which answer belongs to which claim and expectation. */
export interface Asked {
  wants: Want[]
  /** Ids of wants, in the order of the document's claims and of its expectations. */
  claims: number[]
  expectations: number[]
  /** Of the total of each option in a decision matrix. */
  totals: number[]
}

/** Claims and expectations of a document → what the evaluating process has to answer. */
export function askedOf(compiled: Compiled, nouns: Nouns): Asked {
  const wants: Want[] = []
  const add = (want: Omit<Want, 'id'>): number => wants.push({ ...want, id: wants.length }) - 1
  const claims = compiled.document.claims.map((claim) => {
    const { scheme, name, member } = claim
    return add({ whole: scheme !== 'calc', name, member, ...breakable(claim, nouns) })
  })
  const derivedLines = compiled.document.fences.filter(({ use }) => use.use === 'derived')
  const expectations = compiled.whole.expectations.map(({ name, member, span }) =>
    add({
      whole: derivedLines.some(
        (fence) => fence.span.line < span.line && span.line <= fence.span.endLine,
      ),
      name: name ?? expressionName(span.line),
      member,
    }),
  )
  const totals = matrixWants(compiled.document).map(add)
  return { wants, claims, expectations, totals }
}

/** A comparison and a refuted number can break; a number that is the value itself only becomes another one. */
function breakable(claim: Claim, nouns: Nouns): Pick<Want, 'stated'> {
  const { scheme, text, before, after, title, tableHeadings: headings, member } = claim
  if (scheme === 'measured') return {}
  const around = { before, after, title, headings, member }
  const stated = statedBy(claim, nouns)
  if (isProblem(stated)) return {}
  const { relation, refuted, isRange } = stated
  const follows = !refuted && !isRange && (relation === 'equal' || relation === 'about')
  return follows ? {} : { stated: { text, around } }
}

/** Documents that can be evaluated, as one job. `recordedOf` gives what a document's experiments left. */
export function jobOf(
  project: Project,
  asked: Map<string, Asked>,
  recordedOf: (path: string) => JobDocument['recorded'],
): Job {
  const documents = [...project.documents.values()].flatMap((compiled) => {
    const imports = project.imports.get(compiled.document.path)
    if (!imports || compiled.whole.unreadable) return []
    const { path } = compiled.document
    const job: JobDocument = {
      path,
      calculation: compiled.calculationForm.body,
      whole: wholeOf(project, compiled, recordedOf),
      imports,
      inputs: { calculation: inputsOf(compiled.calculation), whole: inputsOf(compiled.whole) },
      recorded: recordedOf(path),
      throws: compiled.scopes.flatMap((scope) => throwsOf(project, path, scope)),
      wants: asked.get(path)?.wants ?? [],
    }
    return [job]
  })
  return { documents, nouns: nounsOf(project) }
}

/** Derived code without the statements that rest on what was not measured yet, so that the others have their values. */
function wholeOf(
  project: Project,
  compiled: Compiled,
  recordedOf: (path: string) => JobDocument['recorded'],
): string | null {
  const { whole, wholeForm, recorded } = compiled
  if (!wholeForm) return null
  const leftOut = derivedStatements(compiled).filter((statement) =>
    recordedBehind(project, mentionedBy(compiled, statement)).some(
      ({ path, name }) => recordedOf(path)[name]?.kind === 'none',
    ),
  )
  return leftOut.length === 0 ? wholeForm.body : calculationForm(whole, recorded, leftOut).body
}

export const inputsOf = (program: Program): JobInput[] =>
  program.inputs.map(({ kind, name, text, span: { line, column } }) => ({
    kind,
    name,
    text,
    line,
    column,
  }))

function throwsOf(
  project: Project,
  path: string,
  { fence, program, runForm }: OwnScope,
): JobThrows[] {
  if (fence.use.use !== 'throws' || !runForm || program.unreadable) return []
  const imports = resolveImports(
    { root: project.root, byPath: project.documents, problems: [] },
    path,
    program,
  )
  if (!imports) return []
  return [
    {
      line: fence.span.line,
      body: runForm.body,
      parameters: runForm.parameters,
      imports,
      inputs: inputsOf(program),
      part: fence.use.part,
    },
  ]
}
