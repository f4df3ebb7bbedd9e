import type { CodeLine, Document, Fence, Span } from '../document/document.ts'
import { type Matrix, type MatrixCell, readMatrix } from '../record/matrix.ts'

/**
 * A record's decision matrix as code on the lines of its table, so that claims can name `matrix.margin` and ranges
 * reach it: `| Latency | 40 % | 5 | [3](calc:score.b) |` → `{ criterion: 'latency', weight: q('40 %'), scores: [5, score.b] },`
 */
export function matrixFences(document: Document): Fence[] {
  const matrix = document.kind === 'record' ? readMatrix(document) : null
  if (!matrix || matrix.problems.length > 0 || matrix.criteria.length === 0) return []
  return [
    {
      span: matrix.span,
      language: 'ts',
      info: '',
      use: { use: 'calculation', hidden: true },
      lines: codeLines(matrix),
      closingLine: null,
    },
  ]
}

function codeLines({ span, options, criteria }: Matrix): CodeLine[] {
  const names = options.map(({ text }) => `'${identifierOf(text)}'`).join(', ')
  const head = `import { decide as $decide } from 'holdfast/models/decide'; const matrix = $decide([${names}], [`
  const rows = criteria.map(({ name, weight, scores }) => ({
    span: name.span,
    text: `{ criterion: '${identifierOf(name.text)}', weight: ${weightOf(weight)}, scores: [${scores.map(cellCode).join(', ')}] },`,
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
export function identifierOf(text: string): string {
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
