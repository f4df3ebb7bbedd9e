import type { Law, LawRecord } from '../quantity/law.ts'
import { Scalar } from '../quantity/quantity.ts'
import { unitNamed } from '../quantity/unit.ts'
import { isScalar } from './select.ts'
import type { Value } from './value.ts'

/** What makes a law of its record. A page whose documents have none goes without. */
export type ReviveLaw = (record: LawRecord) => Law<string>

/** Data → the value that derived fences see; nothing for what came to nothing. */
export function reviveValue(value: Value, reviveLaw: ReviveLaw | undefined): unknown {
  switch (value.kind) {
    case 'number':
      return value.value
    case 'quantity':
      return new Scalar(value.value, unitNamed(value.unit))
    case 'law':
      return reviveLaw?.(value.law as LawRecord)
    case 'json':
      return reviveInside(value.json, reviveLaw)
    case 'none':
      return undefined
  }
}

function reviveInside(json: unknown, reviveLaw: ReviveLaw | undefined): unknown {
  if (Array.isArray(json)) return json.map((each) => reviveInside(each, reviveLaw))
  if (typeof json !== 'object' || json === null) return json
  if (isScalar(json) && typeof json === 'object')
    return reviveValue({ kind: 'quantity', value: json.value, unit: json.unit }, reviveLaw)
  if (isLawRecord(json)) return reviveLaw?.(json)
  return Object.fromEntries(
    Object.entries(json).map(([name, each]) => [name, reviveInside(each, reviveLaw)]),
  )
}

export const isLaw = (value: unknown): value is Law<string> =>
  typeof value === 'object' &&
  typeof Object(value).quantile === 'function' &&
  'toJSON' in Object(value)

const isLawRecord = (value: object): value is LawRecord =>
  'law' in value && 'unit' in value && typeof value.law === 'object'
