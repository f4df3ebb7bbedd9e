import type { CodeLine, Document, Fence, Span } from '../document/document.ts'
import { type Matrix, type MatrixCell, readMatrix } from '../record/matrix.ts'
import type { Want } from '../run/job.ts'

/**
 * A record's decision matrix as code on the lines of its table, so that claims can name `matrix.margin` and ranges
 * reach it: `| Latency | 40 % | 5 | [3](calc:score.b) |` → `{ criterion: 'latency', weight: q('40 %'), scores: [5, score.b] },`
 */
export function matrixFences(document: Document): Fence[] {
  const matrix = document.kind === 'record' ? readMatrix(document) : null
  if (!matrix || !isWhole(matrix)) return []
  return [
    {
      span: matrix.span,
      language: 'ts',
      info: '',
      use: isDerived(matrix) ? { use: 'derived' } : { use: 'calculation', hidden: true },
      lines: codeLines(matrix),
      closingLine: null,
    },
  ]
}

/** A matrix that rests on what was measured is calculated where measurements are known. */
const isDerived = ({ criteria }: Matrix): boolean =>
  criteria.some(({ weight, scores }) =>
    [weight, ...scores].some((cell) => cell.kind === 'claim' && cell.claim.scheme !== 'calc'),
  )

/** Where a problem was reported, nothing is calculated. */
export const isWhole = ({ problems, criteria }: Matrix): boolean =>
  problems.length === 0 && criteria.length > 0

/** What claims call the options and criteria of a matrix: `matrix.totals.http2`. */
export const matrixNames = ({
  options,
  criteria,
}: Matrix): { options: string[]; criteria: string[] } => ({
  options: options.map(({ text }) => identifierOf(text)),
  criteria: criteria.map(({ name }) => identifierOf(name.text)),
})

/** What is asked of a calculated matrix beside what claims ask: the total of each option, in their order. */
export function matrixWants(document: Document): Omit<Want, 'id'>[] {
  const matrix = document.kind === 'record' ? readMatrix(document) : null
  if (!matrix || !isWhole(matrix)) return []
  const whole = isDerived(matrix)
  return matrixNames(matrix).options.map((option) => ({
    whole,
    name: 'matrix',
    member: `totals.${option}`,
  }))
}

function codeLines(matrix: Matrix): CodeLine[] {
  const { span, criteria } = matrix
  const named = matrixNames(matrix)
  const names = named.options.map((name) => `'${name}'`).join(', ')
  const head = `import { decide as $decide } from 'holdfast/models/decide'; const matrix = $decide([${names}], [`
  const rows = criteria.map(({ name, weight, scores }, index) => ({
    span: name.span,
    text: `{ criterion: '${named.criteria[index]}', weight: ${weightOf(weight)}, scores: [${scores.map(cellCode).join(', ')}] },`,
  }))
  return [{ span, text: head }, ...rows].map((row, index) =>
    codeLine(row, index === rows.length ? '])' : ''),
  )
}

/** What weighs how much is the deciders' judgement, and stands in the record as such. */
const codeLine = ({ span, text }: { span: Span; text: string }, end: string): CodeLine => ({
  line: span.line,
  column: 1,
  offset: span.offset,
  text: `${text}${end} // assumed: weighed by the deciders`,
})

const weightOf = (cell: MatrixCell): string =>
  cell.kind === 'claim' ? cellCode(cell) : `q('${cell.text}')`

function cellCode(cell: MatrixCell): string {
  if (cell.kind === 'plain') return String(cell.value)
  const { name, member } = cell.claim
  return member === '' ? name : `${name}.${member}`
}

/** `HTTP/1.1 pools` → `http11Pools`: a name that a claim can hold. */
function identifierOf(text: string): string {
  const words = text
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}\s-]/gu, '')
    .split(/[\s-]+/)
    .filter((word) => word !== '')
  const [first = 'option', ...rest] = words
  const lower = (word: string): string =>
    word === word.toUpperCase()
      ? word.toLowerCase()
      : `${word.charAt(0).toLowerCase()}${word.slice(1)}`
  const joined =
    lower(first) + rest.map((word) => word.charAt(0).toUpperCase() + lower(word).slice(1)).join('')
  return /^\d/.test(joined) ? `option${joined}` : joined
}
