import type { Document, Fence } from '../document/document.ts'
import { addToLine } from './blank.ts'
import type { Import, Program } from './program.ts'

/** A module for the compiler, with the same lines and columns as the document. */
export interface TypeForm {
  /** `calculations/chat.md.ts`, or `calculations/chat.md.31.ts` for a fence of its own scope. */
  path: string
  text: string
  /** How many of its lines are the document's; what the compiler says behind them is about our own additions. */
  documentLines: number
}

interface Main {
  document: Document
  program: Program
  /** Names that measured fences record, by the line of the fence. */
  recorded: Map<number, string[]>
}

/** Calculation and derived fences as one module that exports every name, measured ones included. */
export function mainForm({ document, program, recorded }: Main): TypeForm {
  const placed = program.typed.split('\n')
  const documentLines = placed.length
  for (const [line, names] of recorded)
    addToLine(placed, line, recordedConsts(document, line, names))
  const exportedByAuthor = exportedNames(program)
  const names = [...program.names.map(({ name }) => name), ...[...recorded.values()].flat()]
  const missing = names.filter((name) => !exportedByAuthor.has(name))
  placed.push(`export { ${missing.join(', ')} }`)
  return { path: `${document.path}.ts`, text: placed.join('\n'), documentLines }
}

/** Stands on the fence's opening line, which holds no code: derived fences behind it see what it records. */
function recordedConsts(document: Document, line: number, names: string[]): string {
  const module = `$line${line}`
  const file = `./${fileName(document.path)}.${line}`
  const consts = names.map((name) => `const ${name} = $recorded(${module}.${name})`)
  return `import * as ${module} from '${file}'; ${consts.join('; ')}`
}

interface Scope {
  document: Document
  fence: Fence
  program: Program
  calculation: Program
}

/** A fence with a scope of its own as a module that sees the calculation's names and exports its own. */
export function scopeForm({ document, fence, program, calculation }: Scope): TypeForm {
  const placed = program.typed.split('\n')
  const documentLines = placed.length
  const own = new Set([
    ...program.names.map(({ name }) => name),
    ...program.imports.flatMap(({ names }) => names.map(({ local }) => local)),
  ])
  const visible = calculation.names.map(({ name }) => name).filter((name) => !own.has(name))
  const imports = [
    `import { ${visible.join(', ')} } from './${fileName(document.path)}'`,
    ...calculation.imports.map((imported) => importText(imported, own)),
  ]
  addToLine(placed, fence.span.line, imports.join('; '))
  const exported = fence.use.use === 'measured' ? program.names.filter(({ using }) => !using) : []
  placed.push(`export { ${exported.map(({ name }) => name).join(', ')} }`)
  return { path: `${document.path}.${fence.span.line}.ts`, text: placed.join('\n'), documentLines }
}

function importText({ from, names }: Import, taken: Set<string>): string {
  const free = names.filter(({ local, imported }) => !taken.has(local) && imported !== '*')
  return `import { ${free.map(({ imported, local }) => (imported === local ? local : `${imported} as ${local}`)).join(', ')} } from '${from}'`
}

const fileName = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

/** Names behind `export` in the author's own code, which must not be exported twice. */
function exportedNames(program: Program): Set<string> {
  return new Set(program.names.filter(({ exported }) => exported).map(({ name }) => name))
}
