import { describe, expect, test } from 'vitest'
import {
  allOf,
  anyOf,
  downtimePerYear,
  inParallel,
  inSeries,
} from '../../calculations/models/availability.ts'
import { exponentialBackoff, fullJitter } from '../../calculations/models/backoff.ts'
import { retry } from '../../calculations/models/retry.ts'
import { q } from '../../src/quantity/quantity.ts'
import fc from '../project/property.ts'
import { expectNear } from './near.ts'
import { fraction, type Rational, sum, upTo } from './rational.ts'

const percents = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 8 })
const product = (terms: Rational[]): Rational => terms.reduce((a, b) => a.times(b), fraction(1))

describe('availability', () => {
  test('in series and in parallel, in exact fractions', () => {
    fc.assert(
      fc.property(percents, (parts) => {
        const shares = parts.map((percent) => percent / 100)
        const up = product(parts.map((percent) => fraction(percent, 100)))
        const down = product(parts.map((percent) => fraction(100 - percent, 100)))
        expectNear(inSeries(...shares).value, up.value, 1e-11)
        expect(inParallel(...shares).value).toBeCloseTo(fraction(1).minus(down).value, 13)
      }),
    )
  })

  test('as many alike are the same as each by itself', () => {
    expectNear(allOf(3, q('99 %')).value, inSeries(0.99, 0.99, 0.99).value)
    expectNear(anyOf(q('3 replicas'), 0.9).value, inParallel(0.9, 0.9, 0.9).value)
  })

  test('a year without failure has no downtime, one without service has nothing else', () => {
    expect(downtimePerYear(1).value).toBe(0)
    expect(downtimePerYear(0).in('days')).toBe(365)
  })

  test.each([
    [
      'a percentage as a number',
      () => inSeries(99.9),
      'availability is 99.9: a share between 0 and 1 (0 % and 100 %) is needed',
    ],
    ['no parts', () => allOf(0, 0.9), 'count is 0: a whole number of at least 1 is needed'],
  ])('refuses %s', (_, call, message) => {
    expect(call).toThrow(new Error(message))
  })
})

describe('retry', () => {
  test('every outcome of up to six attempts, in exact fractions', () => {
    for (let attempts = 1; attempts <= 6; attempts++) {
      for (const percent of [0, 1, 5, 50, 99, 100]) {
        const fails = fraction(percent, 100)
        // The request is tried n + 1 times or more if the first n attempts failed.
        const tried = sum(upTo(attempts - 1).map((n) => fails.power(n)))
        const policy = retry({ failure: percent / 100, attempts })
        expectNear(policy.success.value, fraction(1).minus(fails.power(attempts)).value, 1e-11)
        expectNear(policy.amplification.value, tried.value)
        expect(policy.worstAmplification.value).toBe(attempts)
      }
    }
  })

  test('a budget that is not reached changes nothing', () => {
    const policy = { failure: q('5 %'), attempts: 3 }
    const free = retry(policy)
    const bound = retry({ ...policy, budget: q('10 %') })
    expect(bound.success.value).toBe(free.success.value)
    expect(bound.amplification.value).toBe(free.amplification.value)
    expectNear(bound.worstAmplification.value, 1.1)
  })

  test('a budget that is reached: every success is an attempt that did not fail', () => {
    const cases = fc.record({
      failure: fc.double({ min: 0, max: 1, noNaN: true }),
      attempts: fc.integer({ min: 1, max: 10 }),
      budget: fc.double({ min: 0, max: 3, noNaN: true }),
    })
    fc.assert(
      fc.property(cases, (policy) => {
        const { success, failure, amplification, worstAmplification } = retry(policy)
        expect(success.value).toBeCloseTo(amplification.value * (1 - policy.failure), 12)
        expect(success.value + failure.value).toBeCloseTo(1, 12)
        expect(amplification.value).toBeLessThanOrEqual(1 + policy.budget + 1e-12)
        expect(amplification.value).toBeLessThanOrEqual(worstAmplification.value + 1e-12)
        const unbound = retry({ failure: policy.failure, attempts: policy.attempts })
        expect(success.value).toBeLessThanOrEqual(unbound.success.value + 1e-12)
      }),
    )
  })

  test('published: three layers of four attempts make 64 of one (Site Reliability Engineering, chapter 22)', () => {
    expect(retry({ failure: 0.01, attempts: 4, layers: 3 }).worstAmplification.value).toBe(64)
  })

  test.each([
    [
      'no attempt at all',
      () => retry({ failure: 0.1, attempts: 0 }),
      'attempts is 0: a whole number of at least 1 is needed',
    ],
    [
      'a failure above one',
      () => retry({ failure: 1.5, attempts: 2 }),
      'failure is 1.5: a share between 0 and 1 (0 % and 100 %) is needed',
    ],
    [
      'a negative budget',
      () => retry({ failure: 0.1, attempts: 2, budget: q('-10 %') }),
      'budget is -0.1: a finite number of at least 0 is needed',
    ],
  ])('refuses %s', (_, call, message) => {
    expect(call).toThrow(new Error(message))
  })
})

describe('backoff', () => {
  test('doubles up to its cap', () => {
    const schedule = exponentialBackoff({ first: q('100 ms'), cap: q('1 s'), retries: 6 })
    const expected = [100, 200, 400, 800, 1000, 1000]
    for (const [n, delay] of schedule.delays.entries()) expectNear(delay.in('ms'), expected[n] ?? 0)
    expectNear(schedule.worst.in('ms'), 3500)
    expect(schedule.expected.value).toBe(schedule.worst.value)
  })

  test('without a cap it is the geometric sum, whatever the factor', () => {
    const cases = fc.record({
      factor: fc.integer({ min: 2, max: 5 }),
      retries: fc.integer({ min: 0, max: 12 }),
    })
    fc.assert(
      fc.property(cases, ({ factor, retries }) => {
        const { worst } = exponentialBackoff({ first: q('1 s'), factor, retries })
        expectNear(worst.value, (factor ** retries - 1) / (factor - 1))
      }),
    )
  })

  test('full jitter passes half of it in the mean: drawn a hundred thousand times', () => {
    const { expected, worst, delays } = fullJitter({ first: q('1 s'), cap: q('4 s'), retries: 4 })
    let seed = 1
    const draw = (): number => {
      seed = (seed * 48_271) % 2_147_483_647
      return seed / 2_147_483_647
    }
    let total = 0
    for (let n = 0; n < 100_000; n++) for (const { value } of delays) total += draw() * value
    expectNear(total / 100_000, expected.value, 0.01)
    expect(worst.value).toBe(11)
  })

  test('no retries, no delay', () => {
    expect(exponentialBackoff({ first: q('1 s'), retries: 0 }).worst.value).toBe(0)
  })

  test.each([
    [
      'a factor that shrinks',
      () => exponentialBackoff({ first: q('1 s'), factor: 0.5, retries: 3 }),
      'factor is 0.5: a number of at least 1 is needed',
    ],
    [
      'no first delay',
      () => fullJitter({ first: q('0 s'), retries: 3 }),
      'first is 0 s: a finite amount above 0 is needed',
    ],
    [
      'half a retry',
      () => fullJitter({ first: q('1 s'), retries: 2.5 }),
      'retries is 2.5: a whole number of at least 0 is needed',
    ],
  ])('refuses %s', (_, call, message) => {
    expect(call).toThrow(new Error(message))
  })
})
