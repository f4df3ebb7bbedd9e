import type { Bound } from './graph.ts'
import { isScalar } from './select.ts'

/** What an input is moved to. Ranges go to their ends; then everything to half and to double, a share at most to the whole. */
export function movesOf({ low, mid, high, isRange }: Bound): unknown[] {
  const ends = isRange ? [low, high] : []
  return hasTimes(mid) ? [...ends, mid.times(0.5), mid.times(upFactor(mid))] : ends
}

/** What the moves are called where what is moved has no number, as a law. */
export const wordsOfMoves = ({ mid, isRange }: Bound): string[] => [
  ...(isRange ? ['low', 'high'] : []),
  'half',
  upFactor(mid) === 2 ? 'double' : 'the whole',
]

const upFactor = (value: unknown): number =>
  isScalar(value) &&
  typeof value === 'object' &&
  value.unit === '1' &&
  value.value > 0.5 &&
  value.value <= 1
    ? 1 / value.value
    : 2

export const hasTimes = (value: unknown): value is { times(factor: number): unknown } =>
  typeof value === 'object' && typeof Object(value).times === 'function'
