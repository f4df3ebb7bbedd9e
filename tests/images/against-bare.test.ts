import { expect, test } from 'vitest'
import { compareWithBare, periods, quantile, ratiosOf } from '../../sketches/images/against-bare.ts'

test('a quantile of few values lies between two of them', () => {
  expect(quantile([30, 10], 0.5)).toBe(20)
  expect(quantile([40, 10, 20, 30], 0.25)).toBe(17.5)
  expect(quantile([7], 0.75)).toBe(7)
  expect(() => quantile([], 0.5)).toThrow('Nothing was seen')
})

test('a period goes from the end of a job to that of the one that took its place', () => {
  expect(periods([0, 30, 10, 45], 1)).toEqual([10, 20, 15])
  expect(periods([0, 0, 10, 20, 35, 50], 2)).toEqual([10, 20, 25, 30])
  expect(periods([5], 1)).toEqual([])
})

test('what a job costs is held against the library in the same round', () => {
  const ours = { periodsMs: [20], jobs: 2, cpuS: 3, othersCpuS: 1, workerS: 8 }
  expect(ratiosOf([ours], [{ periodsMs: [10], jobs: 1, cpuS: 1 }])).toEqual({
    ...{ ratio: 0.5, quarters: [0.5, 0.5], workerCpuRatio: 1.5, serviceCpuRatio: 2 },
    ...{ beyondLibraryS: 1, cpuShare: 0.375 },
  })
})

test('the service and the bare library do the same work, by turns, and both cost CPU', async () => {
  const picture = { width: 1200, height: 900 }
  const seen = await compareWithBare({ rounds: 2, jobsEach: 1, atOnce: 2, picture })
  expect(seen.ratio).toBeGreaterThan(0)
  expect(seen.workerCpuRatio).toBeGreaterThan(0.5)
  expect(seen.serviceCpuRatio).toBeGreaterThan(seen.workerCpuRatio)
  expect(seen.beyondLibraryS).toSatisfy(Number.isFinite)
  expect(seen.cpuShare).toBeGreaterThan(0)
  expect(seen.workerBytes).toBeGreaterThan(30_000_000)
}, 120_000)
