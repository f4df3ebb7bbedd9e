import { placeOf } from '../../document/span.ts'
import { type Message, report } from '../../message/message.ts'
import { matchOption, nearestOption } from '../match.ts'
import { type Matrix, readMatrix, totalsOf } from '../matrix.ts'
import type { DecisionRecord } from '../record.ts'

/** The matrix is about the considered options, its weights are whole, and what it says is what was chosen. */
export function checkMatrix(record: DecisionRecord): Message[] {
  const matrix = readMatrix(record.document)
  if (matrix === null) return []
  return [
    ...matrix.problems,
    ...checkOptions(record, matrix),
    ...(matrix.problems.length > 0
      ? []
      : [...checkSum(record, matrix), ...checkWinner(record, matrix)]),
  ]
}

function checkOptions({ path, options }: DecisionRecord, matrix: Matrix): Message[] {
  if (options.length === 0) return []
  return matrix.options
    .filter(({ text }) => matchOption(text, options) === null)
    .map(({ text, span }) => {
      const meant = nearestOption(text, options)
      const cure =
        meant === null
          ? `head it with one of: ${options.map(({ name }) => name.text).join('; ')}`
          : `write ${meant}`
      return report('matrix-option', placeOf(path, span), { written: text, cure })
    })
}

function checkSum({ path }: DecisionRecord, { criteria, span }: Matrix): Message[] {
  if (criteria.some(({ weight }) => weight.kind === 'claim')) return []
  const sum = criteria.reduce((total, { weight }) => total + weight.value, 0) * 100
  if (Math.abs(sum - 100) < 1e-6) return []
  return [
    report(
      'matrix-sum',
      { ...placeOf(path, span), length: 1 },
      { sum: String(Number(sum.toPrecision(6))) },
    ),
  ]
}

/** Where every cell is a plain number, the winner is known without running anything. */
function checkWinner({ path, chosen, options }: DecisionRecord, matrix: Matrix): Message[] {
  const totals = totalsOf(matrix)
  const first = chosen?.options[0]
  if (totals === null || !first?.option || chosen?.options.length !== 1) return []
  const best = Math.max(...totals)
  const own = matrix.options.findIndex(
    ({ text }) => matchOption(text, options)?.option === first.option,
  )
  const winner = matrix.options[totals.indexOf(best)]
  if (winner === undefined || own === -1 || (totals[own] ?? 0) >= best - 1e-9) return []
  return [
    report('matrix-winner', placeOf(path, first.span), { chosen: first.text, winner: winner.text }),
  ]
}
