import type { CheckResult } from '../check/check.ts'
import { count } from './print-measuring.ts'

type Counts = CheckResult['counts']

/** What was examined and what came of it: everything that was found is in one of these numbers. */
export function printCounts(counts: Counts): string {
  const { documents, claims, given, assumed, calculated, derived, measured } = counts
  const { refuted, expectations, fences, sketched, uncounted, unclaimed } = counts
  return [
    `${count(documents, 'document')}, ${count(claims, 'claim')}: ${given} given (${assumed} of them assumed), ${calculated} calculated, ${derived} derived, ${measured} measured; ${refuted} refuted; ${unclaimed} unclaimed, ${uncounted} uncounted`,
    `${count(expectations, 'expectation')}, ${count(fences, 'fence')} (${sketched} sketched)`,
    printStanding(counts),
    '',
  ].join('\n')
}

/** `198 of 214 claims hold, 1 fails, 3 are stale, 12 are untested`; what there is none of is left out. */
export function printStanding({ claims, holds, fails, stale, untested }: Counts): string {
  const are = (number: number): string => (number === 1 ? 'is' : 'are')
  return [
    `${holds} of ${count(claims, 'claim')} ${holds === 1 || claims === 1 ? 'holds' : 'hold'}`,
    fails > 0 ? `${fails} ${fails === 1 ? 'fails' : 'fail'}` : '',
    stale > 0 ? `${stale} ${are(stale)} stale` : '',
    untested > 0 ? `${untested} ${are(untested)} untested` : '',
  ]
    .filter(Boolean)
    .join(', ')
}
