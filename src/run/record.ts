import type { RecordedValue } from '../evidence/measured.ts'
import { toValue } from '../graph/bind.ts'
import { isScalar, scalarOf } from '../graph/select.ts'
import { recordedLaw } from '../quantity/law.ts'

/**
 * A value that a measured fence leaves behind → data; null for what is no result: functions, services, classes.
 * Distributions of the drivers become laws, so that `.p99` and the operations of a law are there.
 */
export function record(value: unknown): RecordedValue | null {
  const inside = recordInside(value)
  if (inside === undefined) return null
  const data = toValue(inside)
  return data.kind === 'none' ? null : data
}

function recordInside(value: unknown): unknown {
  if (typeof value === 'boolean' || typeof value === 'string' || value === null) return value
  if (isScalar(value)) return Number.isFinite(scalarOf(value)) ? value : undefined
  if (isLawLike(value)) return value
  if (isDistribution(value)) return value.values.length > 0 ? lawOf(value) : undefined
  if (Array.isArray(value)) {
    const parts = value.map(recordInside)
    return parts.includes(undefined) ? undefined : parts
  }
  if (typeof value !== 'object') return undefined
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) return undefined
  const parts = Object.entries(value)
    .map(([name, each]) => [name, recordInside(each)] as const)
    .filter(([, each]) => each !== undefined)
  return Object.fromEntries(parts)
}

interface Distribution {
  kind: 'distribution'
  unit: string
  values: [number, number][]
}

const isDistribution = (value: unknown): value is Distribution =>
  typeof value === 'object' &&
  value !== null &&
  'kind' in value &&
  value.kind === 'distribution' &&
  'values' in value

function lawOf({ unit, values }: Distribution): unknown {
  const numbers = values.map(([value]) => value)
  const counts = values.map(([, count]) => count)
  return recordedLaw<string>(numbers, unit, counts)
}

const isLawLike = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'quantile' in value && 'toJSON' in value
