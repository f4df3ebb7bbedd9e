import type { Experiment, Measured, RecordedValue } from '../evidence/measured.ts'

/** One figure that was there before and came out again. */
export interface Drift {
  path: string
  line: number
  name: string
  before: string
  after: string
  /** 0.1 for ten percent more; null for what is no number. */
  change: number | null
}

/** How far results have moved since the last time, whether or not a claim breaks on it. */
export function driftBetween(before: Measured[], after: Measured[]): Drift[] {
  return after.flatMap(({ path, experiments }) => {
    const old = before.find((measured) => measured.path === path)
    return experiments.flatMap((experiment) => {
      const last = old?.experiments.find(({ ordinal }) => ordinal === experiment.ordinal)
      const isNew = last !== undefined && last.measuredAt !== experiment.measuredAt
      return isNew ? driftOf(path, last, experiment) : []
    })
  })
}

function driftOf(path: string, last: Experiment, now: Experiment): Drift[] {
  return Object.entries(now.result ?? {}).flatMap(([name, value]) => {
    const old = last.result?.[name]
    if (old === undefined || textOf(old) === null || textOf(value) === null) return []
    const drift = {
      before: textOf(old) ?? '',
      after: textOf(value) ?? '',
      change: changeOf(old, value),
    }
    return drift.before === drift.after ? [] : [{ path, line: now.line, name, ...drift }]
  })
}

function textOf(value: RecordedValue): string | null {
  if (value.kind === 'law') return value.text
  if (value.kind === 'number') return String(Number(value.value.toPrecision(3)))
  if (value.kind === 'quantity') return `${Number(value.value.toPrecision(3))} ${value.unit}`.trim()
  // An object's figures have names of their own where somebody states them.
  if (value.kind !== 'json' || typeof value.json === 'object') return null
  return JSON.stringify(value.json)
}

function changeOf(old: RecordedValue, value: RecordedValue): number | null {
  if (!('value' in old) || !('value' in value) || old.value === 0) return null
  return value.value / old.value - 1
}

export function printDrift(drifts: Drift[]): string {
  return drifts
    .map(({ path, line, name, before, after, change }) => {
      const percent =
        change === null ? '' : ` (${change < 0 ? '−' : '+'}${Math.abs(change * 100).toFixed(1)} %)`
      return `${path}:${line} ${name}: ${before}, now ${after}${percent}\n`
    })
    .join('')
}

/** The same for the page of a run on GitHub. */
export function tableOfDrift(drifts: Drift[]): string {
  if (drifts.length === 0) return ''
  const rows = drifts.map(({ path, line, name, before, after, change }) => {
    const percent = change === null ? '' : `${(change * 100).toFixed(1)} %`
    return `| ${path}:${line} | ${name} | ${before} | ${after} | ${percent} |`
  })
  return [
    '| experiment | name | before | now | change |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n')
}
