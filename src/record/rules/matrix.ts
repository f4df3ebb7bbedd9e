import { placeOf } from '../../document/span.ts'
import { type Message, report } from '../../message/message.ts'
import { matchOption, nearestOption } from '../match.ts'
import { type Matrix, readMatrix, totalsOf } from '../matrix.ts'
import type { DecisionRecord, Option } from '../record.ts'

/** The matrix is about the considered options, its weights are whole, and what it says is what was chosen. */
export function checkMatrix(record: DecisionRecord): Message[] {
  const matrix = readMatrix(record.document)
  if (matrix === null) return []
  const unknown = checkOptions(record, matrix)
  return [
    ...matrix.problems,
    ...unknown,
    // A mistyped column is most likely the one that would be missing.
    ...(unknown.length > 0 ? [] : checkColumns(record, matrix)),
    ...(matrix.problems.length > 0
      ? []
      : [...checkSum(record, matrix), ...checkPlainWinner(record, matrix)]),
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

/** What was considered is weighed; a winner among some of the options says nothing about the one that was chosen. */
function checkColumns({ path, options, chosen }: DecisionRecord, matrix: Matrix): Message[] {
  const weighed = matrix.options.map(({ text }) => matchOption(text, options)?.option)
  const isChosen = (option: Option): boolean =>
    chosen?.options.some((each) => each.option === option) ?? false
  return options
    .filter((option) => !weighed.includes(option))
    .map((option) => {
      const place = { ...placeOf(path, matrix.span), length: 1 }
      const message = report('matrix-unweighed', place, { option: option.name.text })
      return isChosen(option) ? message : { ...message, severity: 'warning' }
    })
}

function checkSum({ path }: DecisionRecord, { criteria, span }: Matrix): Message[] {
  let sum = 0
  for (const { weight } of criteria) {
    if (weight.kind === 'claim') return []
    sum += weight.value * 100
  }
  if (Math.abs(sum - 100) < 1e-6) return []
  return [
    report(
      'matrix-sum',
      { ...placeOf(path, span), length: 1 },
      { sum: String(Number(sum.toPrecision(6))) },
    ),
  ]
}

/** Where a cell is claimed, the winner is known only once the document ran. */
function checkPlainWinner(record: DecisionRecord, matrix: Matrix): Message[] {
  const totals = totalsOf(matrix)
  return totals === null ? [] : checkWinner(record, matrix, totals)
}

/** What is chosen is the best of the matrix, or as good. */
export function checkWinner(
  record: DecisionRecord,
  matrix: Matrix,
  totals: readonly number[],
): Message[] {
  const best = Math.max(...totals)
  const chosen = chosenColumns(record, matrix)
  const [first] = record.chosen?.options ?? []
  const winner = matrix.options[totals.indexOf(best)]
  if (first === undefined || winner === undefined || chosen.length === 0) return []
  if (chosen.some((column) => (totals[column] ?? 0) >= best - 1e-9)) return []
  const detail = { chosen: first.text, winner: winner.text }
  return [report('matrix-winner', placeOf(record.path, first.span), detail)]
}

/** The columns of the options that were chosen. */
export function chosenColumns({ chosen, options }: DecisionRecord, matrix: Matrix): number[] {
  const columns = matrix.options.map(({ text }) => matchOption(text, options)?.option ?? null)
  return [...columns.keys()].filter((column) =>
    chosen?.options.some(({ option }) => option !== null && option === columns[column]),
  )
}
