import { expect, test } from 'vitest'
import {
  exponentialQueue,
  meanWait,
  stayBeyond,
  stayQuantile,
  waitQuantile,
} from '../../calculations/models/numeric/exponential-queue.ts'
import fc from '../project/property.ts'
import { expectNear, expectPublished } from './near.ts'

test.each([
  { servers: 2, waiting: '7.674', stay: '1.053' },
  { servers: 4, waiting: '0.105', stay: '0.212' },
])('published: M/M/$servers with λ = 9 and μ = 5', ({ servers, waiting, stay }) => {
  const wait = meanWait(exponentialQueue(servers, 9, 1 / 5))
  expectPublished(9 * wait, waiting)
  expectPublished(wait + 1 / 5, stay)
})

test('published: M/M/1 with 24 and 30 an hour', () => {
  const stay = meanWait(exponentialQueue(1, 24, 1 / 30)) + 1 / 30
  expectNear(24 * stay, 4)
  expectNear(stay, 1 / 6)
})

test('with one server, the time there is exponential with the rate μ − λ', () => {
  const queue = exponentialQueue(1, 24, 1 / 30)
  for (const share of [0, 0.5, 0.9, 0.99, 0.999]) {
    expectNear(stayQuantile(queue, share), -Math.log(1 - share) / 6, 1e-9)
  }
})

const queues = fc
  .record({
    servers: fc.integer({ min: 1, max: 300 }),
    utilisation: fc.double({ min: 0.01, max: 0.99, noNaN: true }),
    service: fc.double({ min: 1e-6, max: 1e3, noNaN: true }),
  })
  .map(({ servers, utilisation, service }) =>
    exponentialQueue(servers, (servers * utilisation) / service, service),
  )

test('the tail at a percentile is what lies beyond it', () => {
  const shares = fc.double({ min: 0.001, max: 0.9999, noNaN: true })
  fc.assert(
    fc.property(queues, shares, (queue, share) => {
      expectNear(stayBeyond(queue, stayQuantile(queue, share)), 1 - share, 1e-7)
      const wait = waitQuantile(queue, share)
      const waitsBeyond = queue.waits * Math.exp(-queue.drain * wait)
      if (wait > 0) expectNear(waitsBeyond, 1 - share, 1e-9)
      else expect(queue.waits).toBeLessThanOrEqual(1 - share + 1e-12)
      expect(stayQuantile(queue, share)).toBeGreaterThanOrEqual(wait)
    }),
  )
})

test('the area below the tail is the mean time there', () => {
  fc.assert(
    fc.property(queues, (queue) => {
      const end = 40 * (queue.service + 1 / queue.drain)
      const steps = 20_000
      let area = 0
      for (let i = 0; i < steps; i++) area += stayBeyond(queue, ((i + 0.5) * end) / steps)
      expectNear((area * end) / steps, meanWait(queue) + queue.service, 1e-3)
    }),
    { numRuns: 20 },
  )
})

test('where service and drain have the same rate, the tail is the limit of its neighbours', () => {
  // Two servers at half their capacity: cμ − λ = μ.
  const level = stayBeyond(exponentialQueue(2, 1, 1), 3)
  expectNear(level, stayBeyond(exponentialQueue(2, 1 + 1e-9, 1), 3), 1e-8)
  expectNear(level, Math.exp(-3) * (1 + (1 / 3) * 3))
})
