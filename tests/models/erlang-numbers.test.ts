import { describe, expect, test } from 'vitest'
import { erlangB, erlangC } from '../../calculations/models/numeric/erlang.ts'
import fc from '../project/property.ts'
import { expectNear, expectPublished } from './near.ts'
import { factorial, fraction, type Rational, sum, upTo } from './rational.ts'

/** Erlang's own sum: (aᶜ/c!) / Σ aⁿ/n!. */
function exactB(servers: number, load: Rational): Rational {
  const terms = upTo(servers).map((n) => load.power(n).per(factorial(n)))
  return (terms[servers] as Rational).per(sum(terms))
}

function exactC(servers: number, load: Rational): Rational {
  const full = load.power(servers).per(factorial(servers))
  const waiting = full.times(fraction(servers)).per(fraction(servers).minus(load))
  const free = sum(upTo(servers - 1).map((n) => load.power(n).per(factorial(n))))
  return waiting.per(free.plus(waiting))
}

describe('Erlang B', () => {
  test.each([
    [10, 20, '0.5379631686'],
    [190, 200, '0.0886968439'],
    [10, 8, '0.121661'],
  ])('published: B(%i, %d) = %s', (servers, load, published) => {
    expectPublished(erlangB(servers, load), published)
  })

  test('published: 15 lines lose 1 % at 8.108 erlangs', () => {
    expect(erlangB(15, 8.1075)).toBeLessThan(0.01)
    expect(erlangB(15, 8.1085)).toBeGreaterThan(0.01)
  })

  test('equals the sum in exact fractions for every system of up to 12 servers', () => {
    for (let servers = 1; servers <= 12; servers++) {
      for (let quarters = 1; quarters <= 64; quarters += 3) {
        const exact = exactB(servers, fraction(quarters, 4)).value
        expectNear(erlangB(servers, quarters / 4), exact)
      }
    }
    expect(exactB(2, fraction(1))).toEqual(fraction(1, 5))
    expect(exactB(3, fraction(2))).toEqual(fraction(4, 19))
  })

  test('equals the sum in exact fractions for 300 servers, where powers and factorials overflow', () => {
    expectNear(erlangB(300, 310), exactB(300, fraction(310)).value)
  })

  test('holds for 10,000 servers: about as many blocked as normal approximation says', () => {
    // B(c, c) → √(2/(πc)) for large c (Jagerman, 1974): 0.79788 % of arrivals for 10,000.
    expectNear(erlangB(10_000, 10_000), Math.sqrt(2 / (Math.PI * 10_000)), 0.01)
    expect(erlangB(10_000, 1)).toBe(0)
    expectNear(erlangB(10_000, 1e9), 1 - 10_000 / 1e9, 1e-9)
  })

  test('more servers lose less, more load loses more, and no load loses nothing', () => {
    const system = fc.record({
      servers: fc.integer({ min: 1, max: 2000 }),
      load: fc.double({ min: 1e-3, max: 3000, noNaN: true }),
    })
    fc.assert(
      fc.property(system, ({ servers, load }) => {
        const lost = erlangB(servers, load)
        expect(lost).toBeGreaterThanOrEqual(0)
        expect(lost).toBeLessThan(1)
        expect(erlangB(servers + 1, load)).toBeLessThanOrEqual(lost)
        expect(erlangB(servers, load * 1.01)).toBeGreaterThanOrEqual(lost)
        expect(erlangB(servers, 0)).toBe(0)
      }),
    )
  })
})

describe('Erlang C', () => {
  test.each([
    [10, 8, '0.409180'],
    [25, 20, '0.209103'],
  ])('published: C(%i, %d) = %s', (servers, load, published) => {
    expectPublished(erlangC(servers, load), published)
  })

  test.each([
    [2, 1, fraction(1, 3)],
    [3, 2, fraction(4, 9)],
    [4, 3, fraction(27, 53)],
    [5, 4, fraction(128, 231)],
  ])('published as a fraction: C(%i, %i)', (servers, load, published) => {
    expect(exactC(servers, fraction(load))).toEqual(published)
    expectNear(erlangC(servers, load), published.value)
  })

  test('equals the sum in exact fractions for every system of up to 12 servers', () => {
    for (let servers = 1; servers <= 12; servers++) {
      for (let quarters = 1; quarters < servers * 4; quarters++) {
        const exact = exactC(servers, fraction(quarters, 4)).value
        expectNear(erlangC(servers, quarters / 4), exact)
      }
    }
  })

  test('holds for 10,000 servers, close to full and close to empty', () => {
    // C → 1/(1 + √(2π)·β·Φ(β)·e^{β²/2}) with β = (c − a)/√a (Halfin and Whitt, 1981): 0.2234 for β = 1.
    expectNear(erlangC(10_100, 10_000), 0.2234, 0.02)
    expect(erlangC(10_000, 9_999.999)).toBeGreaterThan(0.999)
    expect(erlangC(10_000, 100)).toBe(0)
  })

  test('lies above the blocking of the same system and below 1', () => {
    const system = fc.record({
      servers: fc.integer({ min: 1, max: 2000 }),
      utilisation: fc.double({ min: 1e-6, max: 0.999999, noNaN: true }),
    })
    fc.assert(
      fc.property(system, ({ servers, utilisation }) => {
        const load = servers * utilisation
        const waits = erlangC(servers, load)
        expect(waits).toBeGreaterThanOrEqual(erlangB(servers, load))
        expect(waits).toBeLessThan(1)
      }),
    )
  })

  test.each([
    [
      10,
      12,
      'utilisation is 120 % (a load of 12 on 10 servers): a utilisation below 100 % is needed',
    ],
    [1, 1, 'utilisation is 100 % (a load of 1 on 1 server): a utilisation below 100 % is needed'],
    [0, 1, 'servers is 0: a whole number of at least 1 is needed'],
    [2.5, 1, 'servers is 2.5: a whole number of at least 1 is needed'],
    [2, -1, 'load is -1: a finite number of at least 0 is needed'],
    [2, Number.NaN, 'load is NaN: a finite number of at least 0 is needed'],
  ])('refuses %d servers with a load of %d', (servers, load, message) => {
    expect(() => erlangC(servers, load)).toThrow(new Error(message))
  })
})
