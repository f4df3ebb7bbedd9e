import type { Compiled } from '../compile/compile.ts'
import type { Import } from '../compile/program.ts'
import { placeOf } from '../document/span.ts'
import { type Message, report } from '../message/message.ts'
import { nearest } from '../message/nearest.ts'
import { readMatrix } from '../record/matrix.ts'

/** What is wrong with the names that one document takes from another; each stands at its name. */
export function checkNames(importer: Compiled, imported: Import, target: Compiled): Message[] {
  const { path } = importer.document
  if (isOwnScope(importer, imported))
    return [report('import-scope', placeOf(path, imported.fromSpan), { from: imported.from })]
  // A document that cannot be read has its own message, and names that nobody knows.
  if (target.whole.unreadable) return []
  const known = [
    ...target.whole.names.map(({ name }) => name),
    ...[...target.recorded.values()].flat(),
  ]
  const calculated = new Set(target.calculation.names.map(({ name }) => name))
  const inCalculation = holds(importer.calculation.imports, imported)
  return imported.names.flatMap(({ imported: name, span }) => {
    const place = placeOf(path, span)
    if (name === '*' || name === 'default')
      return [report('import-whole', place, { from: imported.from, example: known[0] ?? 'name' })]
    if (!known.includes(name) && name === 'matrix' && target.document.kind === 'record') {
      const line = readMatrix(target.document)?.span.line ?? 0
      return [report('import-matrix', place, { from: imported.from, line })]
    }
    if (!known.includes(name))
      return [
        report('import-name', place, {
          name,
          from: imported.from,
          meant: nearest(name, known) ?? '',
        }),
      ]
    if (inCalculation && !calculated.has(name))
      return [report('calculation-not-derived', place, { name })]
    return []
  })
}

const isOwnScope = ({ whole }: Compiled, imported: Import): boolean =>
  !holds(whole.imports, imported)

const holds = (imports: Import[], { span }: Import): boolean =>
  imports.some((each) => each.span.line === span.line && each.span.column === span.column)
