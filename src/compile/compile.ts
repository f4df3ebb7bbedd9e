import type { Document, Fence } from '../document/document.ts'
import type { Message } from '../message/message.ts'
import type { Program } from './program.ts'
import { readProgram } from './read-program.ts'
import { calculationForm, measuredForm, type RunForm, throwsForm } from './run-form.ts'
import { mainForm, scopeForm, type TypeForm } from './type-form.ts'

/** A fence with a scope of its own: measured, sketch, refused and throws. */
export interface OwnScope {
  fence: Fence
  program: Program
  typeForm: TypeForm
  /** Null for what is never run. */
  runForm: RunForm | null
}

/** A document as code: what it declares, the files that the compiler sees, the functions that run. */
export interface Compiled {
  document: Document
  /** Calculation and derived fences together, in reading order. */
  whole: Program
  /** Calculation fences alone, which need nothing that was measured. */
  calculation: Program
  typeForm: TypeForm
  calculationForm: RunForm
  /** The same with what was measured and derived; null where there is neither. */
  wholeForm: RunForm | null
  scopes: OwnScope[]
  /** Names that measured fences record, by the line of their fence. */
  recorded: Map<number, string[]>
  problems: Message[]
}

/** A document → its two forms, line for line. Pure. `added` holds code that stands for tables, on their own lines. */
export function compile(document: Document, added: Fence[] = []): Compiled {
  const lines = document.text.split(/\r\n|\n|\r/)
  const read = (fences: Fence[], may: { mayAwait: boolean; mayExpect: boolean }): Program =>
    readProgram({ path: document.path, lines, fences, ...may })
  const fences = (...uses: string[]): Fence[] =>
    [...document.fences, ...added]
      .filter((fence) => uses.includes(fence.use.use))
      .toSorted((a, b) => a.span.line - b.span.line)

  const synchronous = { mayAwait: false, mayExpect: true }
  const whole = read(fences('calculation', 'derived'), synchronous)
  const hasDerived = fences('derived').length > 0
  const calculation = hasDerived ? read(fences('calculation'), synchronous) : whole
  const own = fences('measured', 'sketch', 'refused', 'throws').map((fence) => ({
    fence,
    program: read([fence], {
      mayAwait: ['measured', 'sketch'].includes(fence.use.use),
      mayExpect: false,
    }),
  }))
  const recorded = new Map(
    own
      .filter(({ fence }) => fence.use.use === 'measured')
      .map(({ fence, program }) => [fence.span.line, recordedNames(program)]),
  )
  const scopes = own.map(({ fence, program }) => ({
    fence,
    program,
    typeForm: scopeForm({ document, fence, program, calculation }),
    runForm: scopeRunForm(fence, program, calculation),
  }))
  return {
    document,
    whole,
    calculation,
    typeForm: mainForm({ document, program: whole, recorded }),
    calculationForm: calculationForm(calculation, new Map()),
    wholeForm: hasDerived || recorded.size > 0 ? calculationForm(whole, recorded) : null,
    scopes,
    recorded,
    problems: [...whole.problems, ...own.flatMap(({ program }) => program.problems)],
  }
}

/** What a measured fence leaves behind: its top-level names, but not those that `using` releases. */
const recordedNames = (program: Program): string[] =>
  program.names.filter(({ using }) => !using).map(({ name }) => name)

function scopeRunForm(fence: Fence, program: Program, calculation: Program): RunForm | null {
  if (fence.use.use === 'measured') return measuredForm(fence, program, calculation)
  if (fence.use.use === 'throws') return throwsForm(program, calculation)
  return null
}
