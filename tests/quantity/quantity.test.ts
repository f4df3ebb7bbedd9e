import { describe, expect, test } from 'vitest'
import { type Quantity, q, quantity } from '../../src/quantity/quantity.ts'
import { unitNamed } from '../../src/quantity/unit.ts'

describe('the example of the design', () => {
  const messages = q('10,000 clients').times(q('1 to 2 messages/client/minute'))
  const inFlight = messages.times(q('1.5 ops/message')).times(q('100 ms'))
  const pool = inFlight.plus(inFlight.times(q('20 %'))).per(q('1 op/connection'))

  test('its values and units', () => {
    expect([messages, inFlight, pool].map(String)).toEqual([
      '250 message/s',
      '37.5 op',
      '45 connection',
    ])
  })
  test('rounded up', () => expect(pool.ceil(10).in('connections')).toBe(50))
})

describe('arithmetic', () => {
  test('units cancel and sort', () => {
    const bytes = q('3 requests/s/client').times(q('2 KB/request')).times(q('4 clients'))
    expect(String(bytes)).toBe('24000 B/s')
    expect(q('6 B').per(q('2 client·s')).unit).toBe('B/client/s')
    expect(q('2 s').times(q('3 ops')).unit).toBe('op·s')
    expect(q('2 s').times(q('3 s')).unit).toBe('s·s')
    expect(q('2 s').per(q('1 s')).unit).toBe('1')
    expect(q('1').per(q('4 s')).unit).toBe('1/s')
  })
  test('a product of units is one object', () => {
    expect(unitNamed('op').times(unitNamed('s'))).toBe(unitNamed('op·s'))
    expect(unitNamed('op·s').per(unitNamed('s'))).toBe(unitNamed('op'))
  })
  test('sums, numbers, ends', () => {
    const [a, b] = [q('3 ops'), q('4 ops')]
    expect(
      [a.plus(b), a.minus(b), a.times(2), a.per(2), a.max(b), a.min(b)].map((x) => x.value),
    ).toEqual([7, -1, 6, 1.5, 4, 3])
  })
  test('rounding forgives what binary fractions add', () => {
    expect(q('0.1 ops').times(3).times(10).ceil().value).toBe(3)
    expect(q('0.7 ops').times(10).floor().value).toBe(7)
    expect(
      [q('41 ops').ceil(10), q('49 ops').floor(10), q('45 ops').round(10)].map((x) => x.value),
    ).toEqual([50, 40, 50])
  })
  test('comparisons', () => {
    const [a, b] = [q('0.3 s'), q('0.1 s').times(3)]
    expect([a.below(b), a.above(b), a.atMost(b), a.atLeast(b)]).toEqual([false, false, true, true])
    expect([a.below(q('1 s')), a.above(q('1 s')), q('1 s').atLeast(a)]).toEqual([true, false, true])
  })
  test('what the types refuse is refused when it runs', () => {
    const bytes: Quantity<string> = q('3 GB')
    const seconds: Quantity<string> = q('3 s')
    expect(() => bytes.plus(seconds)).toThrow('Refused: 3 s is not in B')
    expect(() => bytes.below(seconds)).toThrow('Refused: 3 s is not in B')
    expect(() => Reflect.apply(bytes.in, bytes, ['s'])).toThrow('Refused: s is not a unit of B')
    expect(() => bytes < seconds).toThrow('has a unit, use below or above')
    expect(() => Reflect.apply(bytes.times, bytes, [{ value: 3 }])).toThrow(
      'a quantity is expected',
    )
    expect(`${bytes}`).toBe('3000000000 B')
  })
  test('in and out of JSON', () => {
    const { value, unit } = JSON.parse(JSON.stringify(q('375 ops/s')))
    expect(String(quantity(value, unit))).toBe('375 op/s')
  })
  test('quantity takes any unit', () => {
    expect(quantity(38, 'ops').unit).toBe('op')
    expect(quantity(38, 'ms').value).toBeCloseTo(0.038, 15)
    expect(quantity(1, '1/s').unit).toBe('1/s')
  })
})
