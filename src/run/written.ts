import type { Bound } from '../graph/graph.ts'
import { isScalar, scalarOf } from '../graph/select.ts'
import type { JobInput } from '../graph/value.ts'
import { printQuantity, type Style } from '../quantity/print.ts'
import { readShape } from '../quantity/shape.ts'

/** In the unit that the author wrote: `1 messages/client/minute`; null of a law, which no number says. */
export function asWritten(bound: Bound, input: unknown): string | null {
  if (!isScalar(input) || !isScalar(bound.high) || typeof input === 'number') return null
  return printQuantity(input.value, input.unit, styleOf(bound.input, scalarOf(bound.high)))
}

/** An input is written anew for every claim that it moves. */
const styles = new WeakMap<JobInput, Style>()

function styleOf(input: JobInput, high: number): Style {
  const known = styles.get(input)
  if (known) return known
  const { high: end, unit } = readShape(input.text)
  const factor = high / end.value
  const isPlain = end.money === '' && unit !== '' && Number.isFinite(factor) && factor !== 0
  const style = isPlain ? { unit, factor } : {}
  styles.set(input, style)
  return style
}
