import { describe, expect, test } from 'vitest'
import type { Computed } from '../../src/quantity/judge.ts'
import { connections, judged, seconds, share } from './judged.ts'

const services = (low: number, high: number): Computed => ({
  unit: 'service',
  low,
  mid: (low + high) / 2,
  high,
})

/** Statement, the least and the greatest value that it accepts, and by how much a value misses either. */
type Row = [text: string, low: number, high: number, miss: number]

/** Both ends hold, and a little beyond either fails. */
function checkRows(rows: Row[], of: (value: number) => Computed): void {
  test.each(rows)('%s accepts %d to %d', (...[text, low, high, miss]) => {
    const verdicts = [low - miss, low, (low + high) / 2, high, high + miss].map((value) =>
      judged(text, of(value)).replace(/:.*/, ''),
    )
    expect(verdicts).toEqual(['fails', 'holds', 'holds', 'holds', 'fails'])
  })
}

describe('a plain number: half its last place, at most a twentieth', () => {
  checkRows(
    [
      ['38', 37.5, 38.5, 0.001],
      ['250', 249.5, 250.5, 0.001],
      ['250.0', 249.95, 250.05, 0.0001],
      ['1,234,567', 1_234_566.5, 1_234_567.5, 0.1],
      ['10k', 9_500, 10_500, 1],
      ['1.5 M', 1_450_000, 1_550_000, 10],
      ['2 million', 1_900_000, 2_100_000, 10],
      ['5', 4.75, 5.25, 0.001],
      ['1', 0.95, 1.05, 0.001],
      ['0.04', 0.038, 0.042, 0.0001],
      ['−5', -5.25, -4.75, 0.001],
      ['10\u2009000 connections', 9_999.5, 10_000.5, 0.01],
    ],
    connections,
  )
  test('zero accepts zero alone', () => {
    expect(judged('0', connections(0))).toBe('holds')
    expect(judged('0', connections(1e-9))).toMatch(/^fails/)
  })
})

describe('a hedged number: the last digit that is not zero, at most a twentieth', () => {
  checkRows(
    [
      ['~50', 47.5, 52.5, 0.001],
      ['≈ 50', 47.5, 52.5, 0.001],
      ['about 50', 47.5, 52.5, 0.001],
      ['around 1,200', 1_140, 1_260, 0.1],
      ['roughly 12,300', 12_200, 12_400, 0.1],
      ['some 38', 37.5, 38.5, 0.001],
      ['circa 38', 37.5, 38.5, 0.001],
    ],
    connections,
  )
  test('the examples of the design', () => {
    expect(judged('~50', connections(45.6))).toMatch(/^fails/)
    expect(judged('~38', connections(37.5))).toBe('holds')
    expect(judged('~40', connections(37.5))).toBe('fails: accepts 38 to 42, computed 37.5')
    expect(judged('~50 connections', connections(45))).toBe(
      'fails: accepts 47.5 to 52.5 connections, computed 45 connections',
    )
  })
})

describe('a share of 90 to 100 %: at most a twentieth of the rest', () => {
  checkRows(
    [
      ['99 %', 0.9895, 0.9905, 1e-6],
      ['99.9 %', 0.99895, 0.99905, 1e-6],
      ['90 %', 0.895, 0.905, 1e-6],
      ['about 90 %', 0.895, 0.905, 1e-6],
      ['89 %', 0.885, 0.895, 1e-6],
      ['20%', 0.195, 0.205, 1e-6],
    ],
    share,
  )
  test('100 % accepts the whole alone', () => {
    expect(judged('100 %', share(1))).toBe('holds')
    expect(judged('100 %', share(0.9999))).toMatch(/^fails/)
  })
})

describe('bounds', () => {
  const below = ['< 50', 'under 50', 'below 50', 'less than 50', 'fewer than 50']
  const atMost = [
    '≤ 50',
    'at most 50',
    'up to 50',
    'within 50',
    'no more than 50',
    '50 or less',
    '50 or fewer',
  ]
  const above = ['> 50', 'over 50', 'above 50', 'more than 50']
  const atLeast = ['≥ 50', 'at least 50', 'no less than 50', 'no fewer than 50', '50 or more']
  const at = (text: string): string[] =>
    [49.9, 50, 50 * (1 + 1e-10), 50.1].map((value) => judged(text, connections(value)).slice(0, 5))

  test.each(below)('%s', (text) => expect(at(text)).toEqual(['holds', 'fails', 'fails', 'fails']))
  test.each(atMost)('%s', (text) => expect(at(text)).toEqual(['holds', 'holds', 'holds', 'fails']))
  test.each(above)('%s', (text) => expect(at(text)).toEqual(['fails', 'fails', 'fails', 'holds']))
  test.each(atLeast)('%s', (text) => expect(at(text)).toEqual(['fails', 'holds', 'holds', 'holds']))

  test.each(['just under 50', 'nearly 50'])('%s', (text) => {
    const verdicts = [47.4, 47.5, 49.9, 50].map((value) =>
      judged(text, connections(value)).slice(0, 5),
    )
    expect(verdicts).toEqual(['fails', 'holds', 'holds', 'fails'])
  })
  test('just over 50', () => {
    const verdicts = [50, 50.1, 52.5, 52.6].map((value) =>
      judged('just over 50', connections(value)).slice(0, 5),
    )
    expect(verdicts).toEqual(['fails', 'holds', 'holds', 'fails'])
  })
  test('over ten times away is vacuous', () => {
    expect(judged('under 50 ms', seconds(0.0051))).toBe('holds')
    expect(judged('under 50 ms', seconds(0.0049))).toBe('holds, vacuous')
    expect(judged('at least 5', connections(51))).toBe('holds, vacuous')
  })
})

describe('ranges', () => {
  checkRows(
    [
      ['2–10 connections', 1.9, 10.5, 0.001],
      ['2-10 connections', 1.9, 10.5, 0.001],
      ['2 to 10 connections', 1.9, 10.5, 0.001],
      ['from 2 to 10 connections', 1.9, 10.5, 0.001],
      ['between 2 and 10 connections', 1.9, 10.5, 0.001],
      ['about 200 to 300 connections', 190, 315, 0.01],
      ['1 to 2 k connections', 950, 2_100, 0.1],
    ],
    connections,
  )
  test('with a unit at each end', () => {
    expect(judged('500 ms to 2 s', seconds(0.4996))).toBe('holds')
    expect(judged('500 ms to 2 s', seconds(0.499))).toBe(
      'fails: accepts 0.4995 to 2.1 s, computed 0.499 s',
    )
  })
  test('against an uncertain value each end meets its bound', () => {
    expect(judged('2 to 10 services', services(2, 10))).toBe('holds')
    expect(judged('2 to 10 services', services(2, 11))).toBe(
      'fails: accepts bounds of 1.9 to 2.1 and 9.5 to 10.5 services, computed 2 to 11 services',
    )
  })
  test('one number of an uncertain value is refused', () => {
    expect(judged('6 services', services(2, 10))).toBe('stated-uncertain')
    expect(judged('at most 10 services', services(2, 10))).toBe('stated-uncertain')
  })
})

describe('tolerances are exact', () => {
  test.each(['50 ± 5 connections', '50 ±10 % connections', '50 connections ±5'])('%s', (text) => {
    const verdicts = [44.9, 45, 55, 55.1].map((value) =>
      judged(text, connections(value)).slice(0, 5),
    )
    expect(verdicts).toEqual(['fails', 'holds', 'holds', 'fails'])
  })
  test('in the title', () => {
    expect(judged('50', connections(49), { title: '±2 %' })).toBe('holds')
    expect(judged('50', connections(48.9), { title: '±2 %' })).toBe(
      'fails: accepts 49 to 51, computed 48.9',
    )
  })
})

describe('refuted', () => {
  const refuted = { title: 'refuted' }
  test('holds where a finite value of the same dimension is outside', () => {
    expect(judged('50', connections(45), refuted)).toBe('holds')
    expect(judged('45', connections(45), refuted)).toBe(
      'fails: accepts anything but 44.5 to 45.5, computed 45',
    )
    expect(judged('50', connections(Number.POSITIVE_INFINITY), refuted)).toMatch(/^fails/)
    expect(judged('50', connections(Number.NaN), refuted)).toMatch(/^fails/)
    expect(judged('50 ms', connections(45), refuted)).toBe('stated-unit-differs | s | connection')
  })
  test('of an uncertain value with its whole interval', () => {
    expect(judged('11 services', services(2, 10), refuted)).toBe('holds')
    expect(judged('10 services', services(2, 10), refuted)).toMatch(/^fails/)
    expect(judged('6 services', services(2, 10), refuted)).toMatch(/^fails/)
    expect(judged('at least 11 services', services(2, 10), refuted)).toBe('holds')
    expect(judged('more than 10 services', services(2, 10), refuted)).toBe('holds')
    expect(judged('at least 10 services', services(2, 10), refuted)).toMatch(/^fails/)
    expect(judged('12 to 20 services', services(2, 10), refuted)).toBe('holds')
    expect(judged('3 to 4 services', services(2, 10), refuted)).toMatch(/^fails/)
  })
  test('of a measurement with every run', () => {
    const of = (...runs: number[]): Computed => ({ unit: 'request/s', value: runs[1] ?? 0, runs })
    const text = 'at least 5,000 requests a second'
    expect(judged(text, of(300, 310, 320), refuted)).toBe('holds')
    expect(judged(text, of(300, 310, 5_200), refuted)).toMatch(/^fails/)
    expect(judged(text, of(300, 5_100, 5_200))).toBe('holds')
  })
})
