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
  if (!isPlain(value)) return undefined
  const parts = Object.entries(value)
    .map(([name, each]) => [name, recordInside(each)] as const)
    .filter(([, each]) => each !== undefined)
  return Object.fromEntries(parts)
}

/**
 * Why a run does not count, where what it left behind says so anywhere: a `void` that is a text or true. A driver's word is heard in the results of several drivers that stand in one object, too.
 */
export function voidIn(value: unknown, seen = new Set<unknown>()): string | null {
  if (typeof value !== 'object' || value === null || seen.has(value)) return null
  seen.add(value)
  const parts = Array.isArray(value) ? value : isPlain(value) ? Object.values(value) : []
  const word = 'void' in value ? value.void : null
  if (typeof word === 'string' && word !== '') return word
  if (word === '' || word === true) return 'it says so without a reason'
  return parts.reduce<string | null>((found, part) => found ?? voidIn(part, seen), null)
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

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

const isLawLike = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'quantile' in value && 'toJSON' in value
