import type { Table, TableCell } from 'mdast'
import { visit } from 'unist-util-visit'
import type { Claim, Document, Span } from '../document/document.ts'
import { placeOf, spanOf } from '../document/span.ts'
import { type Message, report } from '../message/message.ts'
import type { Written } from './record.ts'
import { writtenAt } from './written.ts'

/** A weight or a score: written as a plain number, or claimed on a name. A weight of 25 % has the value 0.25. */
export type MatrixCell = Written &
  ({ kind: 'plain'; value: number } | { kind: 'claim'; claim: Claim })

export interface Criterion {
  name: Written
  weight: MatrixCell
  /** One for each option, in their order. */
  scores: MatrixCell[]
}

/** The table headed `Criterion | Weight | …` of a record. */
export interface Matrix {
  /** The table as a whole. */
  span: Span
  options: Written[]
  criteria: Criterion[]
  /** What keeps it from being calculated; empty where nothing does. */
  problems: Message[]
}

/** The decision matrix of a document; null where it has none. */
export function readMatrix(document: Document): Matrix | null {
  const tables: Table[] = []
  visit(document.tree, 'table', (table) => {
    if (isMatrix(document, table)) tables.push(table)
  })
  const [table, ...more] = tables
  if (table === undefined) return null
  const [head, ...rows] = table.children.map(({ children }) => children)
  const matrix: Matrix = {
    span: spanOf(table),
    options: (head ?? []).slice(2).map((cell) => cellText(document, cell)),
    criteria: [],
    problems: [],
  }
  for (const row of rows) addCriterion(document, matrix, row)
  for (const { position } of more)
    if (position)
      matrix.problems.push(
        report(
          'matrix-doubled',
          { path: document.path, ...position.start },
          { first: matrix.span.line },
        ),
      )
  if (matrix.options.length < 2 || rows.length < 2)
    addShape(
      document,
      matrix,
      `${matrix.options.length} options and ${rows.length} criteria in a matrix`,
    )
  return matrix
}

function isMatrix(document: Document, table: Table): boolean {
  const [first, second] = table.children[0]?.children ?? []
  if (!first || !second) return false
  return (
    /^criteri(?:on|a)$/i.test(cellText(document, first).text) &&
    /^weights?$/i.test(cellText(document, second).text)
  )
}

function cellText(document: Document, cell: TableCell): Written {
  const first = cell.children[0]
  const last = cell.children.at(-1)
  if (first && last) return writtenAt(document, spanOf(first).offset, spanOf(last).endOffset)
  return { text: '', span: spanOf(cell) }
}

function addShape(document: Document, matrix: Matrix, what: string): void {
  matrix.problems.push(
    report('matrix-shape', { ...placeOf(document.path, matrix.span), length: 1 }, { what }),
  )
}

function addCriterion(
  document: Document,
  matrix: Matrix,
  [name, weight, ...scores]: TableCell[],
): void {
  if (!name) return
  const written = cellText(document, name)
  if (scores.length !== matrix.options.length || !weight || written.text === '') {
    const what = `${written.text || 'a criterion'} has ${scores.length} scores for ${matrix.options.length} options`
    matrix.problems.push(report('matrix-shape', placeOf(document.path, written.span), { what }))
    return
  }
  const weighed = readCell(document, weight, share)
  const values = scores.map((cell) => readCell(document, cell, score))
  if (!weighed) addProblem(document, matrix, { id: 'matrix-weight', cell: weight })
  for (const [index, cell] of scores.entries())
    if (!values[index]) addProblem(document, matrix, { id: 'matrix-score', cell })
  if (weighed && values.every((value) => value !== null))
    matrix.criteria.push({ name: written, weight: weighed, scores: values })
}

interface WrongCell {
  id: 'matrix-weight' | 'matrix-score'
  cell: TableCell
}

function addProblem(document: Document, matrix: Matrix, { id, cell }: WrongCell): void {
  const { text, span } = cellText(document, cell)
  const written = text === '' ? '(empty)' : text
  matrix.problems.push(report(id, placeOf(document.path, span), { written }))
}

interface Form {
  pattern: RegExp
  /** What one of the written number is worth. */
  unit: number
}

const share: Form = { pattern: /^(\d+(?:\.\d+)?)\s*%$/, unit: 0.01 }
const score: Form = { pattern: /^([-−]?\d+(?:\.\d+)?)$/, unit: 1 }

/** A cell holds one number, or one claim; what a claim says is judged as any other, and must be meant. */
function readCell(document: Document, cell: TableCell, { pattern, unit }: Form): MatrixCell | null {
  const written = cellText(document, cell)
  const { offset, endOffset } = written.span
  const claim = document.claims.find(
    ({ span }) => span.offset === offset && span.endOffset === endOffset,
  )
  if (claim)
    return /\b(?:refuted|threshold)\b/.test(claim.title)
      ? null
      : { ...written, kind: 'claim', claim }
  const digits = written.text.match(pattern)?.[1]
  if (digits === undefined) return null
  return { ...written, kind: 'plain', value: Number(digits.replace('−', '-')) * unit }
}

/** The weighted sum of each option; null where a cell is claimed, and so is known only once the document ran. */
export function totalsOf({ options, criteria }: Matrix): number[] | null {
  const totals = options.map(() => 0)
  for (const { weight, scores } of criteria)
    for (const [option, score] of scores.entries()) {
      if (weight.kind === 'claim' || score.kind === 'claim') return null
      totals[option] = (totals[option] ?? 0) + weight.value * score.value
    }
  return totals
}
