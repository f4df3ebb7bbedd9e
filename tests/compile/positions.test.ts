import { describe, expect, it } from 'vitest'
import { compile } from '../../src/compile/compile.ts'
import { readDocument } from '../../src/document/read.ts'
import fc from '../project/property.ts'
import { type Built, document } from './documents.ts'

const runs = { numRuns: 400, seed: 20261121 }

describe('every character of code stands at its Markdown line and column', () => {
  it('in the form for the compiler', () => {
    fc.assert(
      fc.property(document, (built) => {
        const { typeForm } = compile(readDocument('calculations/x.md', built.text, 'calculation'))
        expectInPlace(typeForm.text, built, (code) => code)
      }),
      runs,
    )
  })

  it('in the form that runs, but for what types, imports and literals become', () => {
    fc.assert(
      fc.property(document, (built) => {
        const { calculationForm } = compile(
          readDocument('calculations/x.md', built.text, 'calculation'),
        )
        expectInPlace(calculationForm.body, built, ran)
      }),
      runs,
    )
  })

  it('finds every fence that was written, and no other', () => {
    fc.assert(
      fc.property(document, (built) => {
        const { fences, problems } = readDocument('calculations/x.md', built.text, 'calculation')
        expect(problems).toEqual([])
        expect(fences.map(({ span }) => span.line)).toEqual(built.fenceLines)
      }),
      runs,
    )
  })
})

function expectInPlace(form: string, built: Built, change: (code: string) => string): void {
  const lines = form.split('\n')
  for (const { line, column, code } of built.code) {
    const placed = lines[line - 1] ?? ''
    expect(
      placed
        .slice(column - 1)
        .replace(/\$\[\d+\]( *)/, anyInput)
        .trimEnd(),
    ).toBe(change(code).trimEnd())
    expect(placed.slice(0, column - 1)).toMatch(/^\s*$/)
  }
  const codeLines = new Set(built.code.map(({ line }) => line))
  for (const [index, text] of lines.entries())
    if (!codeLines.has(index + 1) && index < built.lines) expect(text).toBe('')
}

/** Which input it is depends on what stands before it. */
const anyInput = (found: string): string => '$[#]'.padEnd(found.length)

/** The same code as the run form has it: types blanked, literals replaced, nothing moved. */
function ran(code: string): string {
  return code
    .replace(": Quantity<'client'>", (type) => ' '.repeat(type.length))
    .replace('export ', '       ')
    .replace(/q\('[^']*'\)/, (literal) => '$[#]'.padEnd(literal.length))
}
