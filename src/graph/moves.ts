import type { Bound } from './graph.ts'
import { isScalar } from './select.ts'

/** What an input is moved to; the word is for what has no number, as a law. */
export interface MovedInput {
  as: 'low' | 'high' | 'half' | 'double' | 'the whole'
  input: unknown
}

/** Ranges go to their ends; then everything to half and to double, a share at most to the whole. */
export function movesOf({ low, mid, high, isRange }: Bound): MovedInput[] {
  const ends: MovedInput[] = isRange
    ? [
        { as: 'low', input: low },
        { as: 'high', input: high },
      ]
    : []
  if (!hasTimes(mid)) return ends
  const up = upFactor(mid)
  return [
    ...ends,
    { as: 'half', input: mid.times(0.5) },
    { as: up === 2 ? 'double' : 'the whole', input: mid.times(up) },
  ]
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
