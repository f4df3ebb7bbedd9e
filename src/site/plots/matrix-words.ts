import type { DecisionMatrix } from '../../evidence/verdicts.ts'
import { printNumber } from '../../quantity/print-number.ts'

/** What a matrix says, for who does not see it. */
export function describeMatrix(matrix: DecisionMatrix): string {
  const totals = matrix.options.map(({ name, total }) => `${plain(name)} ${printScore(total)}`)
  return `Weighted totals: ${totals.join(', ')}. ${sayMargin(matrix)}`
}

/** What leads by how much, what would turn it, and how much of it is judged. */
export function sayMargin({
  options,
  winner,
  runnerUp,
  margin,
  nearest,
  criteria,
}: DecisionMatrix): string {
  const first = nameAt(options, winner)
  const second = nameAt(options, runnerUp)
  if (first === null || second === null || margin === null)
    return 'The options cannot be told apart.'
  const criterion = nearest === null ? undefined : criteria[nearest]
  const flip = criterion?.flip
  const turn =
    flip && criterion
      ? `It takes the least to turn this by the weight of “${plain(criterion.name)}”: at ${printShare(flip.weight)} instead of ${criterion.weight.text}, “${nameAt(options, flip.option) ?? 'another option'}” wins.`
      : 'No weight of a single criterion turns this.'
  const lead =
    margin === 0
      ? `“${first}” and “${second}” are level.`
      : `“${first}” leads “${second}” by ${printScore(margin)}.`
  return `${lead} ${turn} ${sayJudged(criteria)}`
}

function sayJudged(criteria: DecisionMatrix['criteria']): string {
  const scores = criteria.flatMap((criterion) => criterion.scores)
  const judged = scores.filter(({ name }) => name === null).length
  return judged === 0
    ? 'Every score rests on a name.'
    : `${judged} of ${scores.length} scores are judged by the deciders and rest on no name.`
}

interface Rows {
  head: string[]
  rows: string[][]
}

/** What is weighed, as the record has it, and what it comes to. */
export function tableOfMatrix({ options, criteria }: DecisionMatrix): Rows {
  const scores = criteria.map(({ name, weight, scores }) => [
    plain(name),
    weight.text,
    ...scores.map(({ text }) => text),
  ])
  return {
    head: ['Criterion', 'Weight', ...options.map(({ name }) => plain(name))],
    rows: [...scores, ['Weighted total', '', ...options.map(({ total }) => printScore(total))]],
  }
}

/** For each criterion the weight at which another option wins. */
export function tableOfFlips({ options, criteria }: DecisionMatrix): Rows {
  return {
    head: ['Criterion', 'Weight', 'Turns at', 'Then wins'],
    rows: criteria.map(({ name, weight, flip }) => [
      plain(name),
      weight.text,
      flip === null ? 'no weight' : printShare(flip.weight),
      flip === null ? '' : (nameAt(options, flip.option) ?? ''),
    ]),
  }
}

/** Names stand as they are written, `` `fetch` with its own pools ``; where they are drawn their marks say nothing. */
export const plain = (name: string): string => name.replace(/[`*]/g, '')

export const printScore = (value: number | null): string =>
  value === null ? 'none' : printNumber(value, { digits: 3 })

const nameAt = (options: DecisionMatrix['options'], at: number | null): string | null => {
  const name = at === null ? undefined : options[at]?.name
  return name === undefined ? null : plain(name)
}

const printShare = (share: number): string => `${printNumber(share * 100, { digits: 3 })} %`
