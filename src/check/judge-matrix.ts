import { z } from 'zod'
import type { DecisionMatrix, Verdicts } from '../evidence/verdicts.ts'
import type { Value } from '../graph/value.ts'
import type { Message } from '../message/message.ts'
import { type MatrixCell, readMatrix, totalsOf } from '../record/matrix.ts'
import type { DecisionRecord } from '../record/record.ts'
import { checkWinner, chosenColumns } from '../record/rules/matrix.ts'
import { isWhole, matrixNames } from './matrix-code.ts'
import { verdictPlace } from './places.ts'
import { answerOf, type Results, seenByClaim } from './seen.ts'

interface JudgedMatrix {
  matrix: DecisionMatrix | null
  messages: Message[]
}

/** The decision matrix of a record as it came out, and whether what was chosen wins by it. */
export function judgeMatrix(
  results: Results,
  record: DecisionRecord | undefined,
  claims: Verdicts['claims'],
): JudgedMatrix {
  const written = record ? readMatrix(record.document) : null
  const matrix = record ? matrixOf(results, record, claims) : null
  if (!record || !written || !matrix) return { matrix: null, messages: [] }
  const totals = matrix.options.map(({ total }) => total ?? 0)
  // Where all cells are plain numbers, the rules for records have said so already.
  const isNew = matrix.winner !== null && totalsOf(written) === null
  return { matrix, messages: isNew ? checkWinner(record, written, totals) : [] }
}

/** What a record's matrix weighs, and what follows; `claims` are the record's, where they are judged. */
export function matrixOf(
  results: Results,
  record: DecisionRecord,
  claims: Verdicts['claims'],
): DecisionMatrix | null {
  const matrix = readMatrix(record.document)
  if (!matrix || !isWhole(matrix)) return null
  const decided = decidedOf(results.outcomes.get(record.path)?.names.matrix)
  const names = matrixNames(matrix)
  const column = (option: string | undefined): number => names.options.indexOf(option ?? '')
  const options = matrix.options.map(({ text }, index) => {
    const total = decided?.totals[names.options[index] ?? '']?.value ?? null
    return { name: text, total, ...boundsOf(results, record.path, index) }
  })
  const criteria = matrix.criteria.map(({ name, weight, scores }, index) => {
    const flip = decided?.flips[names.criteria[index] ?? '']
    return {
      name: name.text,
      weight: cellOf(results, { path: record.path, claims, cell: weight }),
      scores: scores.map((cell) => cellOf(results, { path: record.path, claims, cell })),
      flip: flip
        ? { weight: flip.weight.value, distance: flip.distance.value, option: column(flip.option) }
        : null,
    }
  })
  return {
    place: verdictPlace(matrix.span),
    options,
    criteria,
    chosen: chosenColumns(record, matrix),
    winner: decided ? column(decided.winner) : null,
    runnerUp: decided ? column(decided.runnerUp) : null,
    margin: decided?.margin.value ?? null,
    nearest: decided?.flip ? names.criteria.indexOf(decided.flip.criterion) : null,
  }
}

/** What ranges do to the total of an option; null where none reaches it. */
function boundsOf(
  results: Results,
  path: string,
  option: number,
): Pick<DecisionMatrix['options'][number], 'low' | 'high'> {
  const answer = answerOf(results, path, results.asked.get(path)?.totals[option])
  return { low: answer?.uncertain?.low ?? null, high: answer?.uncertain?.high ?? null }
}

interface CellAt {
  path: string
  claims: Verdicts['claims']
  cell: MatrixCell
}

function cellOf(
  results: Results,
  { path, claims, cell }: CellAt,
): DecisionMatrix['criteria'][number]['weight'] {
  if (cell.kind === 'plain') return { text: cell.text, value: cell.value, name: null, anchor: null }
  const document = results.project.documents.get(path)?.document
  const index = document?.claims.indexOf(cell.claim) ?? -1
  const seen = seenByClaim(results, path, { claim: cell.claim, index })
  const judged = claims[index]
  return {
    text: cell.text,
    value: numberOf(seen?.value),
    name: judged?.name ?? [cell.claim.name, cell.claim.member].filter(Boolean).join('.'),
    anchor: judged?.anchor ?? null,
  }
}

const numberOf = (value: Value | null | undefined): number | null =>
  value?.kind === 'quantity' || value?.kind === 'number' ? value.value : null

const amount = z.object({ value: z.number() })
const flip = z.object({ weight: amount, distance: amount, option: z.string() })

/** What `decide` answers, as data. */
const Decided = z.object({
  winner: z.string(),
  runnerUp: z.string(),
  margin: amount,
  totals: z.record(z.string(), amount),
  flips: z.record(z.string(), flip.nullable()),
  flip: flip.extend({ criterion: z.string() }).nullable(),
})

/** Null where the document could not be evaluated. */
function decidedOf(value: Value | undefined): z.infer<typeof Decided> | null {
  const read = Decided.safeParse(value?.kind === 'json' ? value.json : null)
  return read.success ? read.data : null
}
