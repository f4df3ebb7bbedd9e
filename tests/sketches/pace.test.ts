import { expect, test } from 'vitest'
import { openLedger } from '../../sketches/drivers/ledger.ts'
import { keepPace, poissonMoments } from '../../sketches/drivers/pace.ts'
import { perSecond } from '../../sketches/drivers/rate.ts'

function sleep(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)
}

test('the moments of a Poisson stream ascend, have its rate and repeat with their seed', () => {
  const moments = poissonMoments(1000, 20, 7)
  expect(moments).toEqual(poissonMoments(1000, 20, 7))
  expect(moments).not.toEqual(poissonMoments(1000, 20, 8))
  expect(moments).toEqual(moments.toSorted())
  expect(moments.length).toBeGreaterThan(19_500)
  expect(moments.length).toBeLessThan(20_500)
  const gaps = moments.slice(1).map((at, index) => at - (moments[index] ?? 0))
  const overMean = gaps.filter((gap) => gap > 1).length / gaps.length
  expect(overMean).toBeCloseTo(Math.exp(-1), 1)
})

test('a call that holds up the driver delays nothing for good, and shows as lag', async () => {
  const moments = Float64Array.from([0, 10, 20, 30, 150])
  const seen: number[] = []
  const pace = keepPace({
    moments,
    countFromMs: 0,
    act(index, intendedMs) {
      seen.push(intendedMs)
      if (index === 0) sleep(80)
    },
  })
  await pace.done
  expect(seen.map((at) => Math.round(at - (seen[0] ?? 0)))).toEqual([...moments])
  expect(pace.lagMsMax()).toBeGreaterThan(0)
})

test('lag is what passes between the moment due and the call', async () => {
  const moments = Float64Array.from([0, 60])
  const pace = keepPace({ moments, countFromMs: 0, act: () => {} })
  setTimeout(() => sleep(100), 10)
  await pace.done
  expect(pace.lagMsMax()).toBeGreaterThan(60)
})

test('lag during the warm-up does not count', async () => {
  const moments = Float64Array.from([0, 5, 400])
  const pace = keepPace({ moments, countFromMs: 399, act: () => {} })
  setTimeout(() => sleep(200), 5)
  await pace.done
  expect(pace.lagMsMax()).toBeLessThan(150)
})

test('the ledger counts lost and doubled copies apart, and leaves the warm-up out', () => {
  const ledger = openLedger(Float64Array.from([0, 1000, 1001]), 500)
  for (const number of [0, 1, 2]) ledger.sent(number, performance.now(), 2)
  ledger.delivered(1)
  for (let copy = 0; copy < 3; copy++) ledger.delivered(2)
  ledger.acknowledged(2)
  expect(ledger.isComplete()).toBe(false)
  expect(ledger.finish()).toMatchObject({
    sent: 2,
    acknowledged: 1,
    delivered: 4,
    lost: 1,
    doubled: 1,
    // What never came counts with the time for which it was waited for.
    latency: { count: 5 },
    acknowledgement: { count: 2 },
  })
})

test('a rate is a number or a quantity of events a second, nothing else', () => {
  expect(perSecond(250)).toBe(250)
  expect(perSecond({ value: 250, unit: 'message/s' })).toBe(250)
  expect(() => perSecond({ value: 250, unit: 'message/min' })).toThrow('expected events a second')
  expect(() => perSecond(0)).toThrow('expected 0 to 1,000,000 a second')
})
