import { expect, test } from 'vitest'
import { driftBetween, printDrift, tableOfDrift } from '../../src/command/drift.ts'
import type { Measured } from '../../src/evidence/measured.ts'

function measured(measuredAt: string, requests: number, more: object = {}): Measured {
  return {
    schema: 2,
    path: 'calculations/gateway.md',
    experiments: [
      {
        ordinal: 0,
        line: 12,
        key: 'k',
        machine: { cpu: 'a', cores: 2, memoryGigabytes: 4, kernel: '6', node: '26' },
        commit: null,
        measuredAt,
        runs: [],
        result: {
          requests: { kind: 'quantity', value: requests, unit: 'request/s' },
          same: { kind: 'number', value: 7 },
          ...more,
        },
        reason: null,
        seal: '',
      },
    ],
  }
}

const before = measured('2026-01-01', 5000)

test('figures that moved since the last time are told, with how far', () => {
  const drifts = driftBetween([before], [measured('2026-01-08', 4500)])
  expect(printDrift(drifts)).toBe(
    'calculations/gateway.md:12 requests: 5000 request/s, now 4500 request/s (−10.0 %)\n',
  )
  expect(tableOfDrift(drifts)).toBe(
    `| experiment | name | before | now | change |
| --- | --- | --- | --- | --- |
| calculations/gateway.md:12 | requests | 5000 request/s | 4500 request/s | -10.0 % |`,
  )
})

test('what was not measured again, is new, or came out the same is no drift', () => {
  expect(driftBetween([before], [measured('2026-01-01', 4500)])).toEqual([])
  expect(driftBetween([], [measured('2026-01-08', 4500)])).toEqual([])
  const more = { fresh: { kind: 'number', value: 1 } }
  expect(driftBetween([before], [measured('2026-01-08', 5000, more)])).toEqual([])
  expect(tableOfDrift([])).toBe('')
})
