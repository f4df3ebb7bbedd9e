import { expect, it } from 'vitest'
import type { Restatable } from '../../src/check/restated.ts'
import { flips } from '../../src/check/sensitivity.ts'
import { isProblem } from '../../src/quantity/problem.ts'
import { readStated } from '../../src/quantity/stated.ts'

/** A bound on a measured time, of which these runs came out in seconds. */
function measured(text: string, value: number, runs: number[]): Restatable {
  const stated = readStated(text)
  if (isProblem(stated)) throw new Error(stated.problem)
  const ran = runs.map((each) => ({
    value: { kind: 'quantity', value: each, unit: 's' } as const,
    void: null,
  }))
  const seen: Restatable['seen'] = {
    ...{ origin: null, assumed: false, uncertain: null, varies: null, reason: null },
    ...{ provenance: 'measured', standing: 'holds', restsOnRecorded: true, moves: [] },
    value: { kind: 'quantity', value, unit: 's' },
    runs: ran,
  }
  return {
    ...{ kind: 'claim', path: 'x.md', name: 'taken', line: 1, column: 1, text, refuted: false },
    seen,
    number: { stated, computed: { unit: 's', value } },
    edit: () => expect.unreachable(),
  }
}

it('a bound can be broken where the median is next to nothing, by what another run shows', () => {
  expect(flips(measured('at most 5 s', 0.0017, [0.0017, 0.0002, 0.11]))).toBe('some')
  expect(flips(measured('at most 5 s', 0, [0, 0, 0.11]))).toBe('some')
  expect(flips(measured('at most 5 s', 0, [0, 0, 0]))).toBe('some')
})

it('a bound cannot be broken that is far beyond all runs, or that nothing is outside of', () => {
  expect(flips(measured('at most 5 s', 0.0017, [0.0017, 0.0002, 0.004]))).toBe('never')
  expect(flips(measured('at most 5 s', 0.0017, [0.0017, 0, 0.002]))).toBe('never')
  expect(flips(measured('at most 5 s', 0, [0, 0, 0.002]))).toBe('never')
  expect(flips(measured('at least 0 s', 3, [2, 3, 4]))).toBe('never')
})
