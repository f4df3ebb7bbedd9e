import type { Drawing } from '../evidence/verdicts.ts'
import { pointsOf } from '../graph/points.ts'
import { isLaw, reviveValue } from '../graph/revive.ts'
import { isScalar } from '../graph/select.ts'
import type { Value } from '../graph/value.ts'
import { type Law, lawFromJSON } from '../quantity/law.ts'

/** A value → what a plot of it draws, or why it cannot be drawn. */
export function drawingOf(value: unknown): Drawing | string {
  if (isLaw(value)) return curvesOf({ '': value })
  if (Array.isArray(value)) return linesOf(value)
  if (isScalar(value)) return 'a single amount is a claim, and no picture'
  if (typeof value !== 'object' || value === null) return `it is a ${typeof value}`
  const parts = Object.entries(value)
  if (parts.length === 0) return 'it is empty'
  if (parts.every((part): part is [string, Law<string>] => isLaw(part[1])))
    return curvesOf(Object.fromEntries(parts))
  if (parts.every((part): part is [string, Amount] => isScalar(part[1]))) return barsOf(parts)
  return 'its members are neither all distributions nor all amounts'
}

/** What an experiment or a calculation left → the value that can be drawn. */
export const drawableOf = (value: Value): unknown => reviveValue(value, lawFromJSON)

type Amount = number | { value: number; unit: string }

const unitOf = (amount: Amount): string => (typeof amount === 'number' ? '1' : amount.unit)

function curvesOf(laws: Record<string, Law<string>>): Drawing | string {
  const units = Object.values(laws).map(({ mean }) => mean.unit)
  const series = seriesOf(Object.keys(laws), laws)
  return oneUnit(units) ?? { shape: 'curves', unit: units[0] ?? '1', along: null, series }
}

function barsOf(parts: [string, Amount][]): Drawing | string {
  const units = parts.map(([, amount]) => unitOf(amount))
  const names = parts.map(([name]) => name)
  const series = seriesOf(names, Object.fromEntries(parts))
  return oneUnit(units) ?? { shape: 'bars', unit: units[0] ?? '1', along: null, series }
}

/** `[{ load: q('1 job/s'), alone: …, pooled: … }, …]` → two lines along the load. */
function linesOf(rows: unknown[]): Drawing | string {
  const first = rows[0]
  if (rows.length < 2) return 'a line takes two rows or more'
  if (!rows.every(isRow) || !isRow(first)) return 'its rows are no objects of amounts'
  const [along, ...names] = Object.keys(first)
  if (along === undefined || names.length === 0) return 'a row takes two amounts or more'
  if (rows.some((row) => Object.keys(row).join() !== Object.keys(first).join()))
    return 'its rows have different members'
  const at = (row: Record<string, Amount>, name: string): Amount => row[name] ?? Number.NaN
  const units = rows.flatMap((row) => names.map((name) => unitOf(at(row, name))))
  const series = seriesOf(names, rows)
  const alongUnits = rows.map((row) => unitOf(at(row, along)))
  return (
    oneUnit(units) ??
    oneUnit(alongUnits) ?? {
      shape: 'lines',
      unit: units[0] ?? '1',
      along: { name: along, unit: alongUnits[0] ?? '1' },
      series,
    }
  )
}

/** By the function that draws them anew where a reader moves the inputs. */
function seriesOf(names: string[], value: unknown): Drawing['series'] {
  const points = pointsOf(value)
  return names.map((name, at) => ({ name, points: points[at] ?? [] }))
}

const isRow = (row: unknown): row is Record<string, Amount> =>
  typeof row === 'object' &&
  row !== null &&
  !isScalar(row) &&
  Object.values(row).every((each) => isScalar(each))

function oneUnit(units: string[]): string | null {
  const different = [...new Set(units)]
  return different.length < 2 ? null : `its amounts are in ${different.join(' and in ')}`
}
