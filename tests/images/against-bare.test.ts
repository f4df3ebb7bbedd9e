import { expect, test } from 'vitest'
import { compareWithBare, periods, quantile } from '../../sketches/images/against-bare.ts'

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

test('the service and the bare library do the same work, by turns, and both cost CPU', async () => {
  const picture = { width: 1200, height: 900 }
  const seen = await compareWithBare({ rounds: 2, jobsEach: 1, atOnce: 2, picture })
  expect(seen.ratio).toBeGreaterThan(0)
  expect(seen.workerCpuRatio).toBeGreaterThan(0.5)
  expect(seen.serviceCpuRatio).toBeGreaterThan(seen.workerCpuRatio)
  expect(seen.beyondLibraryS).toBeGreaterThan(0)
  expect(seen.cpuShare).toBeGreaterThan(0)
  expect(seen.workerBytes).toBeGreaterThan(30_000_000)
}, 120_000)
