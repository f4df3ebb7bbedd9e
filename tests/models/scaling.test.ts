import { describe, expect, test } from 'vitest'
import { amdahl, offload } from '../../calculations/models/scaling.ts'
import { fitUsl, usl } from '../../calculations/models/usl.ts'
import { q, quantity } from '../../src/quantity/quantity.ts'
import fc from '../project/property.ts'
import { expectNear, expectPublished } from './near.ts'
import { fraction } from './rational.ts'

describe('Amdahl', () => {
  test('in exact fractions, for whole percentages and factors', () => {
    for (let percent = 0; percent <= 100; percent += 5) {
      for (const factor of [1, 2, 7, 1000]) {
        const share = fraction(percent, 100)
        const left = fraction(1)
          .minus(share)
          .plus(share.per(fraction(factor)))
        expectNear(amdahl(percent / 100, factor).value, fraction(1).per(left).value)
      }
    }
  })

  test('a count of workers is a factor', () => {
    expectNear(amdahl(q('95 %'), q('20 cores')).value, amdahl(0.95, 20).value)
  })

  test('an offload without transfer is Amdahl’s law, and one with transfer is slower', () => {
    const cases = fc.record({
      share: fc.double({ min: 0, max: 1, noNaN: true }),
      factor: fc.double({ min: 1, max: 1e4, noNaN: true }),
    })
    fc.assert(
      fc.property(cases, ({ share, factor }) => {
        const free = offload({ time: q('6 s'), share, factor, transfer: q('0 s') })
        expectNear(free.speedup.value, amdahl(share, factor).value, 1e-9)
        const paid = offload({ time: q('6 s'), share, factor, transfer: q('1 s') })
        expectNear(paid.time.value, free.time.value + 1, 1e-9)
        expect(paid.limit.value).toBeGreaterThanOrEqual(paid.speedup.value - 1e-9)
      }),
    )
  })

  test('at the break-even factor the time is what it was', () => {
    const task = { time: q('6 s'), share: q('80 %'), transfer: q('300 ms') }
    const { breakEven } = offload({ ...task, factor: 20 })
    expectNear(offload({ ...task, factor: breakEven }).speedup.value, 1)
  })

  test('a transfer that takes longer than the share itself is never won back', () => {
    const task = { time: q('1 s'), share: q('20 %'), factor: 50, transfer: q('200 ms') }
    expect(offload(task).breakEven.value).toBe(Number.POSITIVE_INFINITY)
    expect(offload(task).speedup.value).toBeLessThan(1)
  })

  test.each([
    [
      'a share above one',
      () => amdahl(95, 20),
      'share is 95: a share between 0 and 1 (0 % and 100 %) is needed',
    ],
    ['no factor', () => amdahl(q('95 %'), 0), 'factor is 0: a number above 0 is needed'],
    [
      'a negative transfer',
      () => offload({ time: q('1 s'), share: 0.5, factor: 2, transfer: q('-1 s') }),
      'transfer is -1: a finite number of at least 0 is needed',
    ],
  ])('refuses %s', (_, call, message) => {
    expect(call).toThrow(new Error(message))
  })
})

describe('the Universal Scalability Law', () => {
  const curve = usl({ single: q('1,000 requests/s'), contention: q('2 %'), coherency: q('0.1 %') })

  test('with σ = κ = 0 it is a straight line without a peak', () => {
    const line = usl({ single: q('10 jobs/s'), contention: 0, coherency: 0 })
    expect(line.at(q('8 processes')).value).toBe(80)
    expect(line.peakWorkers.value).toBe(Number.POSITIVE_INFINITY)
    expect(line.peakThroughput.value).toBe(Number.POSITIVE_INFINITY)
  })

  test('with κ = 0 it tends to λ/σ', () => {
    const line = usl({ single: q('10 jobs/s'), contention: q('5 %'), coherency: 0 })
    expectNear(line.peakThroughput.value, 200)
    expectNear(line.at(1e9).value, 200, 1e-6)
  })

  test('no number of workers does more than the peak', () => {
    for (let workers = 1; workers <= 200; workers++) {
      expect(curve.at(workers).value).toBeLessThanOrEqual(curve.peakThroughput.value)
    }
    expectPublished(curve.peakWorkers.value, '31.30')
    expect(curve.peakThroughput.unit).toBe('request/s')
  })

  test('a fit of its own points gives it back, with their unit, and deviates from none', () => {
    const measured = [1, 2, 4, 8, 16].map((workers) => ({
      workers: quantity(workers, 'processes'),
      throughput: curve.at(workers),
    }))
    const fit = fitUsl(measured)
    expect(fit.single.unit).toBe('request/s')
    expectNear(fit.single.value, 1000, 1e-9)
    expectNear(fit.contention.value, 0.02, 1e-7)
    expectNear(fit.coherency.value, 0.001, 1e-7)
    expectNear(fit.rSquared.value, 1, 1e-9)
    expect(fit.largestDeviation.value).toBeLessThan(1e-9)
    expectNear(fit.peakWorkers.value, curve.peakWorkers.value, 1e-6)
  })

  test('a fit says how far it lies from what was measured', () => {
    const throughputs = [100, 180, 340, 500]
    const measured = throughputs.map((each, i) => ({
      workers: 2 ** i,
      throughput: quantity(each, 'jobs/s'),
    }))
    const fit = fitUsl(measured)
    const left = measured.map(({ workers, throughput }) => throughput.value - fit.at(workers).value)
    const worst = Math.max(...left.map((each, i) => Math.abs(each) / (throughputs[i] ?? 0)))
    expectNear(fit.largestDeviation.value, worst)
    const squares = left.reduce((sum, each) => sum + each ** 2, 0)
    const spread = throughputs.reduce((sum, each) => sum + (each - 280) ** 2, 0)
    expectNear(fit.rSquared.value, 1 - squares / spread)
    expect(fit.rSquared.value).toBeLessThan(1)
  })

  test.each([
    ['no points', () => fitUsl([]), 'there are no points: at least 3 are needed'],
    ['no workers', () => curve.at(0), 'workers is 0: a number above 0 is needed'],
    [
      'no throughput of one worker',
      () => usl({ single: q('0 jobs/s'), contention: 0, coherency: 0 }),
      'single is 0 job/s: a finite amount above 0 is needed',
    ],
    [
      'a negative coherency',
      () => usl({ single: q('1 job/s'), contention: 0, coherency: -0.1 }),
      'coherency is -0.1: a finite number of at least 0 is needed',
    ],
  ])('refuses %s', (_, call, message) => {
    expect(call).toThrow(new Error(message))
  })
})
