import { type Computed, judge } from '../../src/quantity/judge.ts'
import { isProblem } from '../../src/quantity/problem.ts'
import { readStated, type Surroundings } from '../../src/quantity/stated.ts'

/** `holds`, `fails`, or the problem with what it names, as one text that a test can show whole. */
export function judged(
  text: string,
  computed: Computed,
  around: Partial<Surroundings> = {},
): string {
  const stated = readStated(text, around)
  const result = isProblem(stated) ? stated : judge(stated, computed)
  if (isProblem(result)) {
    const { found, wanted } = result.detail
    return [result.problem, found, wanted].filter((part) => part !== '').join(' | ')
  }
  const warnings = isProblem(stated) ? [] : stated.warnings.map(({ problem }) => problem)
  const verdict = result.holds
    ? 'holds'
    : `fails: accepts ${result.accepts}, computed ${result.computed}`
  return [verdict, ...(result.vacuous ? ['vacuous'] : []), ...warnings].join(', ')
}

/** A count of connections. */
export const connections = (value: number): Computed => ({ unit: 'connection', value })
export const seconds = (value: number): Computed => ({ unit: 's', value })
export const share = (value: number): Computed => ({ unit: '1', value })
