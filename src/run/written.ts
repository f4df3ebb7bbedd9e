import type { Bound } from '../graph/graph.ts'
import { isScalar, scalarOf } from '../graph/select.ts'
import { printQuantity } from '../quantity/print.ts'
import { readShape } from '../quantity/shape.ts'

/** In the unit that the author wrote: `1 messages/client/minute`; null of a law, which no number says. */
export function asWritten({ input: { text }, high }: Bound, input: unknown): string | null {
  if (!isScalar(input) || !isScalar(high) || typeof input === 'number') return null
  const { high: end, unit } = readShape(text)
  const factor = scalarOf(high) / end.value
  const isPlain = end.money === '' && unit !== '' && Number.isFinite(factor) && factor !== 0
  return printQuantity(input.value, input.unit, isPlain ? { unit, factor } : {})
}
