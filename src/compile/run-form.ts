import type { Fence, Span } from '../document/document.ts'
import { addToLine } from './blank.ts'
import type { Import, Program, Statement } from './program.ts'

/** The body of a function with the same lines and columns as the document. */
export interface RunForm {
  body: string
  /** Names of its parameters, in order. */
  parameters: string[]
  isAsync: boolean
}

/**
 * Parameters of every run form: `$` holds the inputs in their order, `$use(i)` gives the names of the i-th
 * import, a document's or a module's, `$m` holds what was recorded.
 */
export const harness = ['$', '$use', '$m']

/** Names under which bare expressions with an expectation are returned. */
export const expressionName = (line: number): string => `$line${line}`

/**
 * Calculation, with or without derived fences: a synchronous function that returns its names. Statements that are
 * left out become empty space.
 */
export function calculationForm(
  program: Program,
  recorded: Map<number, string[]>,
  leftOut: Statement[] = [],
): RunForm {
  const placed = rewrite(program, leftOut)
  const missing = new Set(leftOut.flatMap(({ names }) => names))
  for (const [line, names] of recorded)
    addToLine(placed, line, `const { ${names.join(', ')} } = $m`)
  // A claim may state a name that the document imports.
  const imported = program.imports.flatMap(({ isDocument, names }) =>
    isDocument ? names.map(({ local }) => local) : [],
  )
  const own = program.names.map(({ name }) => name).filter((name) => !missing.has(name))
  const expressions = program.expectations.flatMap(({ expression }) =>
    expression === null || leftOut.some((statement) => isWithin(expression, statement))
      ? []
      : [`${expressionName(expression.line)}: (${textAt(placed, expression)})`],
  )
  placed.push(
    `return { ${[...own, ...imported, ...[...recorded.values()].flat(), ...expressions].join(', ')} }`,
  )
  return { body: placed.join('\n'), parameters: harness, isAsync: false }
}

/** The code of an expression that stands on one line, as it is when its literals have become inputs. */
const textAt = (placed: string[], { line, column, endColumn }: Span): string =>
  (placed[line - 1] ?? '').slice(column - 1, endColumn - 1)

/** A measured fence: an async function that sees the calculation's names and returns what is recorded. */
export function measuredForm(fence: Fence, program: Program, calculation: Program): RunForm {
  const placed = rewrite(program)
  addToLine(placed, fence.span.line, 'return (async () => {')
  const names = program.names.filter(({ using }) => !using).map(({ name }) => name)
  placed.push(`return { ${names.join(', ')} } })()`)
  return {
    body: placed.join('\n'),
    parameters: [...harness, ...visibleNames(program, calculation)],
    isAsync: true,
  }
}

/** Code that must throw. */
export function throwsForm(program: Program, calculation: Program): RunForm {
  return {
    body: rewrite(program).join('\n'),
    parameters: [...harness, ...visibleNames(program, calculation)],
    isAsync: false,
  }
}

/** The calculation's names and imports, but for those that the scope declares itself. */
export function visibleNames(program: Program, calculation: Program): string[] {
  const own = new Set([
    ...program.names.map(({ name }) => name),
    ...program.imports.flatMap(({ names }) => names.map(({ local }) => local)),
  ])
  const visible = [
    ...calculation.names.map(({ name }) => name),
    ...calculation.imports.flatMap(({ names }) => names.map(({ local }) => local)),
  ]
  return visible.filter((name) => !own.has(name))
}

/** Imports become consts, `export` goes, literals become their inputs: every other character keeps its place. */
function rewrite(program: Program, leftOut: Statement[] = []): string[] {
  const edits: Edit[] = [
    ...program.imports.map((imported, index) => importEdit(program.code, imported, index)),
    ...program.inputs.map(({ span }, index) => ({ ...offsets(span), text: `$[${index}]` })),
    ...exportEdits(program.code, program),
  ]
  const kept = edits.filter(
    ({ start, end }) =>
      !leftOut.some((statement) => isWithin({ offset: start, endOffset: end }, statement)),
  )
  const emptied = leftOut.map(({ start, end }) => ({ start, end, text: '' }))
  return apply(program.code, [...kept, ...emptied]).split('\n')
}

const isWithin = (
  { offset, endOffset }: { offset: number; endOffset: number },
  { start, end }: Statement,
): boolean => start <= offset && endOffset <= end

interface Edit {
  start: number
  end: number
  text: string
}

const offsets = ({
  offset,
  endOffset,
}: {
  offset: number
  endOffset: number
}): { start: number; end: number } => ({
  start: offset,
  end: endOffset,
})

/** Each replacement is filled up with spaces to the length of what it replaces; line ends inside stay. */
function apply(code: string, edits: Edit[]): string {
  let result = ''
  let done = 0
  for (const { start, end, text } of edits.toSorted((a, b) => a.start - b.start)) {
    const old = code.slice(start, end)
    const filler = old.slice(text.length).replace(/[^\n]/g, ' ')
    result += code.slice(done, start) + text + filler
    done = end
  }
  return result + code.slice(done)
}

/** `import { a as b } from './x.md'` → `const  { a :  b } = $use(0)`, over the same lines. */
function importEdit(code: string, imported: Import, index: number): Edit {
  const { start, end } = offsets(imported.span)
  const source = `$use(${index})`
  const text = code.slice(start, end)
  const names = text.match(/\{[^}]*\}/)?.[0].replace(/\bas\b/g, ': ') ?? pattern(imported)
  const lines = text.split('\n').length - names.split('\n').length
  const stop = text.endsWith(';') ? ';' : ''
  return { start, end, text: `const ${names} = ${source}${stop}${'\n'.repeat(Math.max(0, lines))}` }
}

function pattern({ names }: Import): string {
  const [first] = names
  if (!first) return '{}'
  return first.imported === '*' ? first.local : `{ ${first.imported}: ${first.local} }`
}

/** `export const a` loses its first word; `export { a }` goes whole, since all names are returned anyway. */
function exportEdits(code: string, program: Program): Edit[] {
  return program.exports.map(({ start, end }) => ({
    start,
    end,
    text: code.slice(start, end).replace(/[^\n]/g, ' '),
  }))
}
