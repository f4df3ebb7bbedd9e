import { expect, test } from 'vitest'
import { erlangB, erlangC } from '../../calculations/models/numeric/erlang.ts'
import { finiteQueue } from '../../calculations/models/numeric/finite-queue.ts'
import fc from '../project/property.ts'
import { expectNear, expectPublished } from './near.ts'
import { fraction, type Rational, sum, upTo } from './rational.ts'

test('published: M/M/2/5 with λ = 3 and μ = 2', () => {
  const queue = finiteQueue(2, 5, 3 / 2)
  expectPublished(queue.empty, '0.179334')
  expectPublished(queue.waiting + queue.served, '2.00595')
  expectPublished(queue.waiting / (3 * (1 - queue.lost)), '0.230857')
})

/** All states one by one, in exact fractions. */
function exactStates(servers: number, places: number, load: Rational): Rational[] {
  const weights = [fraction(1)]
  for (let n = 1; n <= places; n++) {
    weights.push((weights[n - 1] as Rational).times(load).per(fraction(Math.min(n, servers))))
  }
  const total = sum(weights)
  return weights.map((weight) => weight.per(total))
}

test('equals the states in exact fractions for every small system', () => {
  for (let servers = 1; servers <= 5; servers++) {
    for (let places = servers; places <= servers + 4; places++) {
      for (const quarters of [1, 5, 12, 40]) {
        const states = exactStates(servers, places, fraction(quarters, 4))
        const mean = (count: (n: number) => number): number =>
          sum(upTo(places).map((n) => (states[n] as Rational).times(fraction(count(n))))).value
        const queue = finiteQueue(servers, places, quarters / 4)
        const letIn = mean((n) => (n < places ? 1 : 0))
        expectNear(queue.empty, (states[0] as Rational).value)
        expectNear(queue.lost, (states[places] as Rational).value)
        expectNear(
          queue.waiting,
          mean((n) => Math.max(n - servers, 0)),
        )
        expectNear(
          queue.served,
          mean((n) => Math.min(n, servers)),
        )
        expectNear(queue.waits, mean((n) => (n >= servers && n < places ? 1 : 0)) / letIn)
      }
    }
  }
})

test('without a waiting room it loses what Erlang B says, and nobody waits', () => {
  for (const [servers, load] of [
    [10, 8],
    [190, 200],
    [10_000, 10_000],
  ] as const) {
    const queue = finiteQueue(servers, servers, load)
    expectNear(queue.lost, erlangB(servers, load), 1e-10)
    expect(queue.waiting).toBe(0)
    expect(queue.waits).toBe(0)
  }
})

test('with a waiting room that is never full it waits as Erlang C says', () => {
  const queue = finiteQueue(10, 1_000, 8)
  expectNear(queue.waits, erlangC(10, 8), 1e-10)
  expectNear(queue.waiting, (erlangC(10, 8) * 8) / (10 - 8), 1e-10)
})

test('10,000 servers with a waiting room do not overflow, even when far overloaded', () => {
  const queue = finiteQueue(10_000, 20_000, 50_000)
  expectNear(queue.lost, 0.8, 1e-6)
  expectNear(queue.served, 10_000, 1e-9)
  expectNear(queue.waiting, 10_000 - 0.25, 1e-6)
})

test('what is let in is what is served: load · (1 − lost) = served', () => {
  const system = fc.record({
    servers: fc.integer({ min: 1, max: 200 }),
    room: fc.integer({ min: 0, max: 200 }),
    load: fc.double({ min: 1e-3, max: 1000, noNaN: true }),
  })
  fc.assert(
    fc.property(system, ({ servers, room, load }) => {
      const queue = finiteQueue(servers, servers + room, load)
      expectNear(queue.served, load * (1 - queue.lost), 1e-9)
      expect(queue.waiting).toBeLessThanOrEqual(room)
    }),
  )
})

test('refuses fewer places than servers, and a load that is not above 0', () => {
  expect(() => finiteQueue(4, 3, 1)).toThrow(
    new Error('places is 3: at least one for each of the 4 servers is needed'),
  )
  expect(() => finiteQueue(4, 5, 0)).toThrow(
    new Error('load is 0: a finite number above 0 is needed'),
  )
})
