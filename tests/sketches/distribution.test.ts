import { expect, test } from 'vitest'
import { percentile, recorder } from '../../sketches/drivers/distribution.ts'
import { median, ratio } from '../../sketches/drivers/ratio.ts'
import fc from '../project/property.ts'

const latency = fc.double({ min: 0.001, max: 1e6, noNaN: true })

test('every percentile is within 0.1 % of the exact one', () => {
  fc.assert(
    fc.property(fc.array(latency, { minLength: 1, maxLength: 300 }), (values) => {
      const recording = recorder('ms')
      for (const value of values) recording.record(value)
      const whole = recording.finish()
      const sorted = values.toSorted((a, b) => a - b)
      for (const share of [0.1, 50, 90, 99, 99.9, 100]) {
        const exact = sorted[Math.ceil((share / 100) * sorted.length) - 1] ?? 0
        expect(Math.abs(percentile(whole, share) - exact)).toBeLessThanOrEqual(exact * 0.0011)
      }
      expect(whole.count).toBe(values.length)
      expect(whole.min).toBe(sorted[0])
      expect(whole.max).toBe(sorted.at(-1))
    }),
  )
})

test('the values ascend, and their counts add up', () => {
  const recording = recorder('ms')
  for (const value of [5, 1, 5, 0, 200]) recording.record(value)
  const { values, ...rest } = recording.finish()
  expect(values.map(([, count]) => count)).toEqual([1, 1, 2, 1])
  expect(values.map(([value]) => value)).toEqual(
    values.map(([value]) => value).toSorted((a, b) => a - b),
  )
  expect(rest).toEqual({ kind: 'distribution', unit: 'ms', count: 5, min: 0, max: 200, mean: 42.2 })
})

test('what another process recorded can be added, and travels as JSON', () => {
  const [one, other] = [recorder('ms'), recorder('ms')]
  one.record(1)
  other.record(100)
  one.add(JSON.parse(JSON.stringify(other.finish())))
  expect(one.finish()).toMatchObject({ count: 2, min: 1, max: 100 })
  expect(percentile(one.finish(), 99)).toBeCloseTo(100, 0)
})

test('nothing recorded is no error, and what is no number is', () => {
  expect(recorder('ms').finish()).toMatchObject({ count: 0, values: [] })
  expect(() => recorder('ms').record(Number.NaN)).toThrow('expected a finite one from 0')
  expect(() => recorder('ms').record(-1)).toThrow('expected a finite one from 0')
})

test('medians and ratios', () => {
  expect(median([3, 1, 2])).toBe(2)
  expect(median([4, 1, 2, 3])).toBe(2.5)
  expect(median([])).toBeNaN()
  expect(ratio([2, 9, 4], [1, 3, 4])).toEqual({ median: 2, least: 1, most: 3 })
})
