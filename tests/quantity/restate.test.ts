import { describe, expect, test } from 'vitest'
import { type Computed, judge } from '../../src/quantity/judge.ts'
import { isProblem } from '../../src/quantity/problem.ts'
import { breakStated, restate } from '../../src/quantity/restate.ts'
import { readStated, type Stated } from '../../src/quantity/stated.ts'
import fc from '../project/property.ts'
import { connections, seconds, share } from './judged.ts'

function read(text: string, title = ''): Stated {
  const stated = readStated(text, { title })
  if (isProblem(stated)) throw new Error(`${text}: ${stated.problem}`)
  return stated
}

function holds(text: string, computed: Computed, title = ''): boolean {
  const judgement = judge(read(text, title), computed)
  if (isProblem(judgement)) throw new Error(`${text}: ${judgement.problem}`)
  return judgement.holds
}

const users = (low: number, high: number): Computed => ({
  unit: 'user',
  low,
  mid: (low + high) / 2,
  high,
})

describe('a statement rewritten so that it holds keeps its style', () => {
  test.each<[string, Computed, string]>([
    ['~50 connections', connections(45), '~45 connections'],
    ['~40', connections(37.5), '~38'],
    ['about 50', connections(12_345), 'about 12,350'],
    ['45 connections', connections(45), '45 connections'],
    ['2', connections(1.4), '1.4'],
    ['10k clients', { unit: 'client', value: 12_300 }, '12k clients'],
    ['1000 connections', connections(12_300), '12300 connections'],
    ['1,000 connections', connections(123), '123 connections'],
    ['1\u2009000 connections', connections(12_300), '12\u2009300 connections'],
    ['takes at most 50 ms', seconds(0.0731), 'takes at most 80 ms'],
    ['under 70 ms', seconds(0.07), 'under 80 ms'],
    ['at least 5,000', connections(4_321), 'at least 4,000'],
    ['just under 50', connections(61), 'just under 62'],
    ['99.9 %', share(0.997_12), '99.7 %'],
    ['250.0', connections(249.94), '249.9'],
    ['50 ± 5 connections', connections(61), '61 ± 5 connections'],
    ['−5 ms', seconds(-0.009), '−9 ms'],
    ['€0.02/GB', { unit: 'EUR/B', value: 3e-11 }, '€0.03/GB'],
    ['2–10 connections', connections(12.2), '2–13 connections'],
    ['2–10 connections', connections(1.2), '1–10 connections'],
    ['500 ms to 2 s', seconds(2.6), '500 ms to 3 s'],
    ['1 to 2 M users', users(1e6, 3e6), '1 to 3 M users'],
    ['between 2 and 10 users', users(3, 12.5), 'between 3 and 13 users'],
  ])('%s', (text, computed, expected) => {
    const written = restate(read(text), computed)
    expect(written).toBe(expected)
    expect(holds(expected, computed)).toBe(true)
  })

  test('where no number helps there is none', () => {
    expect(restate(read('5 users'), users(2, 10))).toBeNull()
    expect(restate(read('5 GB'), connections(5))).toBeNull()
    expect(restate(read('5'), connections(Number.NaN))).toBeNull()
  })
})

describe('a statement broken so that it fails', () => {
  test.each<[string, Computed, string]>([
    ['45 connections', connections(45), '22.5 connections'],
    ['about 38', connections(37.5), 'about 18.8'],
    ['at most 50 ms', seconds(0.04), 'at most 20 ms'],
    ['at least 5', connections(5), 'at least 10'],
    ['at most 0', connections(0), 'at most −1'],
    ['100 %', share(1), '50 %'],
    ['2 to 10 users', users(2, 10), '3 to 6 users'],
  ])('%s', (text, computed, expected) => {
    expect(breakStated(read(text), computed)).toBe(expected)
  })
  test.each<[string, Computed, string]>([
    ['50', connections(45), '45'],
    ['at least 5,000', connections(300), 'at least 300'],
    ['under 20', connections(300), 'under 310'],
    ['11 users', users(2, 10), '6 users'],
    ['20 to 30 users', users(2, 10), '2 to 10 users'],
  ])('refuted, %s is set to the value', (text, computed, expected) => {
    expect(breakStated(read(text, 'refuted'), computed)).toBe(expected)
    expect(holds(expected, computed, 'refuted')).toBe(false)
  })
})

test('what is refuted behind a negation is broken on its own side of the value', () => {
  const said = { before: 'The hungriest does not hold ', title: 'refuted' }
  const bytes = (value: number): Computed => ({ value, unit: 'B', runs: [value] })
  const broken = (text: string, value: number): string | null => {
    const stated = readStated(text, said)
    if (isProblem(stated)) throw new Error(`${text}: ${stated.problem}`)
    return breakStated(stated, bytes(value))
  }
  expect(broken('at least 2 GB', 229_540_000)).toBe('at least 0.229 GB')
  expect(broken('at most 0.1 GB', 229_440_000)).toBe('at most 0.23 GB')
})

describe('for any statement and value', () => {
  const shapes = [
    (n: string) => n,
    (n: string) => `~${n} connections`,
    (n: string) => `a pool of about ${n} connections`,
    (n: string) => `under ${n}`,
    (n: string) => `at most ${n} connections`,
    (n: string) => `over ${n}`,
    (n: string) => `${n} or more`,
    (n: string) => `nearly ${n}`,
    (n: string) => `just over ${n}`,
    (n: string) => `${n} ±3 %`,
  ]
  const statement = fc
    .tuple(
      fc.constantFrom(...shapes),
      fc.constantFrom('7', '38', '250', '1,200', '99.9', '0.04', '10k', '1.5 M', '12345'),
    )
    .map(([shape, number]) => shape(number))
  const value = fc
    .tuple(fc.integer({ min: 1, max: 999_999 }), fc.integer({ min: -2, max: 4 }))
    .map(([digits, exponent]) => digits * 10 ** exponent)

  test('what is rewritten holds, and differs in its number alone', () => {
    fc.assert(
      fc.property(statement, value, (text, number) => {
        const written = restate(read(text), connections(number))
        expect(written).not.toBeNull()
        expect(holds(written ?? '', connections(number))).toBe(true)
        expect(written?.replace(/[\d.,]+/, '#')).toBe(text.replace(/[\d.,]+/, '#'))
      }),
      { seed: 1, numRuns: 500 },
    )
  })

  test('what is broken fails, and so does what is refuted and true', () => {
    fc.assert(
      fc.property(statement, value, (text, number) => {
        const computed = connections(number)
        const broken = breakStated(read(text), computed)
        expect(holds(broken ?? '', computed)).toBe(false)
        const untrue = breakStated(read(text, 'refuted'), computed)
        expect(holds(untrue ?? '', computed, 'refuted')).toBe(false)
      }),
      { seed: 2, numRuns: 500 },
    )
  })
})
