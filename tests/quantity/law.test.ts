import { describe, expect, test } from 'vitest'
import { type Law, law, lawFromJSON, recordedLaw } from '../../src/quantity/law.ts'
import { q } from '../../src/quantity/quantity.ts'

/** A draw of `u` that is spread evenly, the same in every run. */
const spread = (place: number): number => ((place + 1) * 0.618_033_988_749_894_9) % 1

function sampleMean(of: Law<string>, count = 20_000): number {
  let sum = 0
  for (let place = 0; place < count; place++) sum += of.sample(spread(place)).value
  return sum / count
}

describe('the slowest of k', () => {
  const service = law('100 to 500 ms')
  const fanOut = law('2 to 10 services')
  const slowest = service.slowest(fanOut)
  const exact =
    0.5 - (0.4 / 9) * [2, 3, 4, 5, 6, 7, 8, 9, 10].reduce((sum, k) => sum + 1 / (k + 1), 0)

  test('has the exact mean where k is a law itself', () => {
    expect(exact).toBeCloseTo(0.432, 3)
    expect(slowest.mean.value).toBeCloseTo(exact, 12)
    expect(sampleMean(slowest)).toBeCloseTo(exact, 4)
  })
  test('has the exact share below a value, and its inverse', () => {
    const below = [2, 3, 4, 5, 6, 7, 8, 9, 10].reduce((sum, k) => sum + 0.75 ** k / 9, 0)
    expect(slowest.cdf(q('400 ms'))).toBeCloseTo(below, 12)
    expect(slowest.quantile(below).value).toBeCloseTo(0.4, 9)
    expect([slowest.min.value, slowest.max.value]).toEqual([0.1, 0.5])
  })
  test('for a fixed k', () => {
    expect(service.slowest(6).mean.value).toBeCloseTo(0.5 - 0.4 / 7, 12)
    expect(service.slowest(q('6 services')).p50.value).toBeCloseTo(0.1 + 0.4 * 0.5 ** (1 / 6), 9)
    expect(service.slowest(1).mean.value).toBeCloseTo(0.3, 12)
    expect(law('exponential 20 ms').slowest(3).mean.value).toBeCloseTo(
      0.02 * (1 + 1 / 2 + 1 / 3),
      12,
    )
  })
  test.each([1, 2, 3, 99, 100, 101, 5_000])('of %d, which are below a time if all are', (k) => {
    for (const time of ['200 ms', '450 ms', '500 ms'] as const)
      expect(service.slowest(k).cdf(q(time))).toBeCloseTo(service.cdf(q(time)) ** k, 12)
    expect(service.slowest(k).quantile(0.99).value).toBeCloseTo(0.1 + 0.4 * 0.99 ** (1 / k), 9)
  })
  test.each([
    [90, 100],
    [98, 103],
  ] as const)('of %d to %d, each as likely', (least, most) => {
    const counts = Array.from({ length: most - least + 1 }, (_, n) => least + n)
    const below = counts.reduce((sum, k) => sum + 0.99 ** k / counts.length, 0)
    const many = service.slowest(law(`${least} to ${most} services` as '90 to 100 services'))
    expect(many.cdf(q('496 ms'))).toBeCloseTo(below, 12)
    expect(many.quantile(below).value).toBeCloseTo(0.496, 9)
  })
  test('of whole numbers, as with dice', () => {
    const dice = law('1 to 6 points')
    expect(dice.slowest(2).mean.value).toBeCloseTo(161 / 36, 12)
    expect(dice.slowest(2).cdf(q('5 points'))).toBeCloseTo(25 / 36, 12)
  })
  test('twice over multiplies', () => {
    expect(service.slowest(2).slowest(3).mean.value).toBeCloseTo(service.slowest(6).mean.value, 8)
  })
  test('of none is refused', () => {
    expect(() => service.slowest(0)).toThrow('the slowest of none')
    expect(() => service.slowest(law('0 to 3 services'))).toThrow('the slowest of none')
  })
  test('asked again for the same k, it is the same', () => {
    const again = service.slowest(fanOut)
    expect(service.slowest(fanOut)).toBe(again)
    expect(service.slowest(3)).not.toBe(slowest)
  })
})

describe('shapes', () => {
  test('uniform, unless named', () => {
    const found = law('100 to 500 ms')
    expect([found.mean, found.min, found.max, found.p50, found.p90].map(String)).toEqual([
      '0.3 s',
      '0.1 s',
      '0.5 s',
      '0.3 s',
      '0.46 s',
    ])
    expect(String(law('uniform 100 to 500 ms').p99)).toBe('0.496 s')
    expect([found.p95, found.p999].map(String)).toEqual(['0.48 s', '0.4996 s'])
  })
  test('a lognormal law has nine of ten values between its ends', () => {
    const found = law('lognormal 5 to 20 ms')
    expect(found.quantile(0.05).value).toBeCloseTo(0.005, 12)
    expect(found.quantile(0.95).value).toBeCloseTo(0.02, 12)
    expect(found.p50.value).toBeCloseTo(0.01, 12)
    expect(found.cdf(q('20 ms'))).toBeCloseTo(0.95, 12)
    expect(found.mean.value).toBeCloseTo(0.010_928_5, 7)
    expect(sampleMean(found)).toBeCloseTo(found.mean.value, 4)
  })
  test('an exponential law is given by its mean', () => {
    const found = law('exponential 20 ms')
    expect(found.p50.value).toBeCloseTo(0.02 * Math.LN2, 12)
    expect(found.cdf(q('20 ms'))).toBeCloseTo(1 - 1 / Math.E, 12)
    expect(found.max.value).toBe(Number.POSITIVE_INFINITY)
  })
  test('a count takes whole numbers', () => {
    const found = law('2 to 10 services')
    expect([0, 0.111, 0.112, 0.5, 1].map((p) => found.quantile(p).value)).toEqual([2, 2, 3, 6, 10])
    expect(found.cdf(q('2.9 services'))).toBeCloseTo(1 / 9, 12)
    const skewed = law('lognormal 2 to 10 services')
    expect(skewed.p90.value % 1).toBe(0)
    expect(sampleMean(skewed)).toBeCloseTo(skewed.mean.value, 2)
  })
  test.each([
    ['100 ms', 'a law has two ends, as in 100 to 500 ms'],
    ['exponential 5 to 20 ms', 'an exponential law has one number, its mean'],
    ['lognormal 0 to 20 ms', 'a lognormal law begins above zero'],
    ['exponential 0 ms', 'the mean of an exponential law is above zero'],
    ['1.2 to 1.8 services', 'no whole number of service lies between the ends'],
    ['100 to 500 msec', 'msec is no unit, write ms'],
  ])('%s is refused', (text, why) => {
    expect(() => Reflect.apply(law, undefined, [text])).toThrow(`Refused: ${why}`)
  })
})

describe('a law stays a law', () => {
  const found = law('100 to 500 ms')
  test('moved and scaled', () => {
    const moved = found.times(2).plus(q('50 ms'))
    expect([moved.min, moved.mean, moved.max].map(String)).toEqual(['0.25 s', '0.65 s', '1.05 s'])
    expect(moved.cdf(q('650 ms'))).toBeCloseTo(0.5, 12)
    expect(String(found.times(q('3 requests')).mean)).toBe('0.9 request·s')
    expect(String(found.per(q('2 requests')).p50)).toBe('0.15 s/request')
    expect(String(law('2 to 4 calls').times(3).max)).toBe('12 call')
    expect(() => found.times(-1)).toThrow('a number above zero')
  })
  test('the units are checked', () => {
    expect(() => Reflect.apply(found.plus, found, [q('1 GB')])).toThrow(
      'Refused: 1000000000 B is not in s',
    )
  })
})

describe('a recorded distribution', () => {
  const found = recordedLaw([30, 10, 20], 'ms', [1, 6, 3])
  test('has the same members', () => {
    expect([found.mean, found.min, found.p50, found.p90, found.p95, found.max].map(String)).toEqual(
      ['0.015 s', '0.01 s', '0.01 s', '0.02 s', '0.03 s', '0.03 s'],
    )
    expect(found.cdf(q('20 ms'))).toBeCloseTo(0.9, 12)
    expect(found.slowest(2).mean.value).toBeCloseTo(0.01 * 0.36 + 0.02 * 0.45 + 0.03 * 0.19, 12)
  })
  test('each value once, where nothing else is said', () => {
    expect(String(recordedLaw([1, 2, 3, 4], 's').p50)).toBe('2 s')
  })
})

test('in and out of JSON', () => {
  const whole = law('2 to 10 services')
  const laws: Law<string>[] = [
    law('100 to 500 ms').slowest(whole).times(2).plus(q('5 ms')),
    law('lognormal 5 to 20 ms'),
    law('exponential 20 ms'),
    law('lognormal 2 to 10 services'),
    whole,
    recordedLaw([1, 2, 3], 'ms'),
  ]
  for (const each of laws) {
    const again = lawFromJSON(JSON.parse(JSON.stringify(each)))
    expect(again.unit).toBe(each.unit)
    expect([again.mean.value, again.p99.value]).toEqual([each.mean.value, each.p99.value])
    expect(String(again)).toBe(String(each))
  }
})
