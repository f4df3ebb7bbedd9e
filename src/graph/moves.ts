import { printQuantity } from '../quantity/print.ts'
import { readShape } from '../quantity/shape.ts'
import type { Bound } from './graph.ts'
import { isScalar, scalarOf } from './select.ts'

/** Ranges go to their ends; then everything to half and to double, a share at most to the whole. */
export function movesOf(bound: Bound): { to: string; input: unknown }[] {
  const { low, mid, high, isRange } = bound
  const moved = (input: unknown, to: string) => ({ to: asWritten(bound, input) ?? to, input })
  const ends = isRange ? [moved(low, 'low'), moved(high, 'high')] : []
  if (!hasTimes(mid)) return ends
  const up = upFactor(mid)
  return [
    ...ends,
    moved(mid.times(0.5), 'half'),
    moved(mid.times(up), up === 2 ? 'double' : 'the whole'),
  ]
}

/** In the unit that the author wrote: `1 messages/client/minute`; null of a law, which no number says. */
export function asWritten({ input: { text }, high }: Bound, input: unknown): string | null {
  if (!isScalar(input) || !isScalar(high) || typeof input === 'number') return null
  const { high: end, unit } = readShape(text)
  const factor = scalarOf(high) / end.value
  const isPlain = end.money === '' && unit !== '' && Number.isFinite(factor) && factor !== 0
  return printQuantity(input.value, input.unit, isPlain ? { unit, factor } : {})
}

const upFactor = (value: unknown): number =>
  isScalar(value) &&
  typeof value === 'object' &&
  value.unit === '1' &&
  value.value > 0.5 &&
  value.value <= 1
    ? 1 / value.value
    : 2

export const hasTimes = (value: unknown): value is { times(factor: number): unknown } =>
  typeof value === 'object' &&
  value !== null &&
  'times' in value &&
  typeof value.times === 'function'
