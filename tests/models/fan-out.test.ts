import { expect, test } from 'vitest'
import { slowestOf, tailShare } from '../../calculations/models/fan-out.ts'
import { law } from '../../src/quantity/law.ts'
import { q } from '../../src/quantity/quantity.ts'
import fc from '../project/property.ts'
import { expectNear } from './near.ts'
import { fraction, sum, upTo } from './rational.ts'

test('the mean of a uniform law is low + (high − low) · k/(k + 1), for every k', () => {
  for (let k = 1; k <= 50; k++) {
    const slowest = slowestOf(k, law('100 to 500 ms'))
    expectNear(slowest.mean.in('ms'), 100 + (400 * k) / (k + 1), 1e-9)
  }
})

test('for a k that is a law itself it is the mean over k, in exact fractions', () => {
  const over = upTo(10).filter((k) => k >= 2)
  const shares = sum(over.map((k) => fraction(k, k + 1))).per(fraction(over.length))
  const exact = fraction(100).plus(fraction(400).times(shares))
  const slowest = slowestOf(law('2 to 10 services'), law('100 to 500 ms'))
  expectNear(slowest.mean.in('ms'), exact.value, 1e-9)
})

test('percentiles: the k-th root for a fixed k, and the root of the mean power for a law', () => {
  for (const share of [0.5, 0.9, 0.99, 0.999]) {
    const fixed = slowestOf(6, law('100 to 500 ms')).quantile(share)
    expectNear(fixed.in('ms'), 100 + 400 * share ** (1 / 6), 1e-9)
    const varying = slowestOf(law('2 to 10 calls'), law('100 to 500 ms')).quantile(share)
    const below = (varying.in('ms') - 100) / 400
    const powers = upTo(10).filter((k) => k >= 2)
    expectNear(powers.reduce((total, k) => total + below ** k, 0) / 9, share, 1e-9)
  }
})

test('the mean of k exponential times is their mean times 1 + 1/2 + … + 1/k', () => {
  let harmonic = 0
  for (let k = 1; k <= 20; k++) {
    harmonic += 1 / k
    expectNear(slowestOf(k, law('exponential 20 ms')).mean.in('ms'), 20 * harmonic, 1e-6)
  }
})

test('published: of requests to 100 servers 63 % meet a slow one (The Tail at Scale, 2013)', () => {
  expectNear(tailShare({ calls: 100, percentile: q('99 %') }).value, 0.63, 0.01)
})

test('the share that meets the tail is 1 − pᵏ, over a law its mean', () => {
  const cases = fc.record({
    calls: fc.integer({ min: 1, max: 200 }),
    percentile: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  fc.assert(
    fc.property(cases, ({ calls, percentile }) => {
      expect(tailShare({ calls, percentile }).value).toBeCloseTo(1 - percentile ** calls, 9)
    }),
  )
  const mean = (1 - 0.99 ** 2 + (1 - 0.99 ** 3)) / 2
  expectNear(tailShare({ calls: law('2 to 3 calls'), percentile: 0.99 }).value, mean, 1e-9)
})

test.each([
  [
    'half a call',
    () => slowestOf(2.5, law('1 to 2 s')),
    'calls is 2.5: a whole number of at least 1 is needed',
  ],
  [
    'a law that may call nobody',
    () => slowestOf(law('0 to 3 calls'), law('1 to 2 s')),
    'the least number of calls is 0: a whole number of at least 1 is needed',
  ],
  [
    'a percentile above one',
    () => tailShare({ calls: 6, percentile: 99 }),
    'percentile is 99: a share between 0 and 1 (0 % and 100 %) is needed',
  ],
])('refuses %s', (_, call, message) => {
  expect(call).toThrow(new Error(message))
})
