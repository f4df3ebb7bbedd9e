import { isLaw } from './revive.ts'
import { isScalar, scalarOf } from './select.ts'

/** (along, amount): a share and the amount that it has at most, an amount along a line; a bar is one point at 0. */
export type Points = [number, number][]

/** Dense where readers look: in the tail. */
const shares = [
  ...Array.from({ length: 20 }, (_, at) => at * 0.05),
  0.96,
  0.97,
  0.98,
  0.985,
  0.99,
  0.9925,
  0.995,
  0.9975,
  0.999,
]

/** What a plot of a value draws, one series after the other; what cannot be drawn comes out as no number. */
export function pointsOf(value: unknown): Points[] {
  if (Array.isArray(value)) {
    const rows = value.map((row) => Object.values(Object(row)).map(amountOf))
    const [, ...names] = rows[0] ?? []
    return names.map((_, at) =>
      rows.map(([along = Number.NaN, ...row]) => [along, row[at] ?? Number.NaN]),
    )
  }
  return (isLaw(value) ? [value] : Object.values(Object(value))).map((part): Points => {
    if (!isLaw(part)) return [[0, amountOf(part)]]
    const law = part
    return shares.map((share) => [share, (share ? law.quantile(share) : law.min).value])
  })
}

const amountOf = (value: unknown): number => (isScalar(value) ? scalarOf(value) : Number.NaN)
