import type { Input } from '../compile/program.ts'
import type { Verdicts } from '../evidence/verdicts.ts'
import type { Value } from '../graph/value.ts'
import { printQuantity } from '../quantity/print.ts'
import type { Outcome } from '../run/job.ts'
import { originOf } from './origin.ts'
import type { Project } from './project.ts'
import { isRange } from './verdict-inputs.ts'

type Steps = Verdicts['claims'][number]['derivation']

/** More steps than this are no explanation. */
const mostSteps = 24

/** How a name came about: its own statement, then those of the names in it, down to the inputs, each once. */
export function derivationOf(
  project: Project,
  outcomes: Map<string, Outcome>,
  start: { path: string; name: string },
): Steps {
  const steps: Steps = []
  const seen = new Set<string>()
  const queue = [start]
  for (let next = queue.shift(); next && steps.length < mostSteps; next = queue.shift()) {
    const origin = originOf(project, next.path, next.name)
    if (!origin || origin.kind === 'model') continue
    const id = `${origin.path} ${origin.name}`
    if (seen.has(id)) continue
    seen.add(id)
    const value = outcomes.get(origin.path)?.names[origin.name]
    const printed = value ? explained(value) : ''
    if (origin.kind === 'input') {
      steps.push({
        text: inputText(origin.name, origin.input, printed),
        path: origin.path,
        line: origin.input.span.line,
      })
      continue
    }
    const statement = statementOf(project, origin)
    if (!statement) continue
    const text = [origin.name, short(statement.code), short(printed)]
      .filter((part) => part !== '')
      .join(' = ')
    steps.push({ text, path: origin.path, line: statement.line })
    for (const name of statement.names) queue.push({ path: origin.path, name })
  }
  return steps
}

/** Of a range the run takes one value, which the text does not show. */
const inputText = (name: string, { text, kind }: Input, printed: string): string =>
  kind === 'q' && isRange(text) ? `${name} = ${text}, here ${printed}` : `${name} = ${text}`

/** An object says nothing that its members do not say better. */
const explained = (value: Value): string =>
  value.kind === 'none' || (value.kind === 'json' && typeof value.json === 'object')
    ? ''
    : printValue(value)

/** Long code and whole objects would hide what they are to explain. */
const short = (text: string): string =>
  text.length <= 140 ? text : `${text.slice(0, 139).trimEnd()}…`

interface Statement {
  code: string
  line: number
  names: string[]
}

function statementOf(project: Project, origin: { path: string; name: string }): Statement | null {
  const compiled = project.documents.get(origin.path)
  const measured = compiled?.scopes.filter(({ fence }) => fence.use.use === 'measured') ?? []
  const declared = [compiled?.whole, ...measured.map(({ program }) => program)]
    .flatMap((program) => program?.names ?? [])
    .find(({ name }) => name === origin.name)
  return declared ? { code: declared.value, line: declared.span.line, names: declared.uses } : null
}

export function printValue(value: Value): string {
  switch (value.kind) {
    case 'quantity':
      return printQuantity(value.value, value.unit)
    case 'number':
      return printQuantity(value.value, '1')
    case 'law':
      return value.text
    case 'json':
      return JSON.stringify(value.json)
    case 'none':
      return 'no value'
  }
}
