import { describe, expect, test } from 'vitest'
import { defaultNouns, plural, singular } from '../../src/quantity/nouns.ts'
import { printQuantity } from '../../src/quantity/print.ts'
import { printNumber } from '../../src/quantity/print-number.ts'

describe('nouns', () => {
  test.each([
    ['queries', 'query'],
    ['processes', 'process'],
    ['process', 'process'],
    ['boxes', 'box'],
    ['batches', 'batch'],
    ['hashes', 'hash'],
    ['caches', 'cache'],
    ['statuses', 'status'],
    ['people', 'person'],
    ['analyses', 'analysis'],
    ['GPUs', 'GPU'],
    ['data', 'data'],
  ])('%s are many of %s', (many, one) => {
    expect(singular(many, defaultNouns).noun).toBe(one)
    expect(singular(one, defaultNouns).noun).toBe(one)
    expect(singular(plural(one, defaultNouns), defaultNouns).noun).toBe(one)
  })
  test('aliases in both numbers', () => {
    expect(
      ['operation', 'operations', 'ops', 'op'].map((word) => singular(word, defaultNouns).noun),
    ).toEqual(['op', 'op', 'op', 'op'])
  })
  test('what every object inherits is no noun of a table', () => {
    expect(singular('constructor', defaultNouns)).toEqual({ noun: 'constructor', declared: false })
  })
})

describe('printing', () => {
  test.each([
    [250, 'message/s', '250 messages/s'],
    [1, 'connection', '1 connection'],
    [0, 'connection', '0 connections'],
    [0.0008, 's', '0.8 ms'],
    [0.000_02, 's', '20 µs'],
    [1200, 's', '20 min'],
    [31_536, 's', '8.76 h'],
    [3e9, 'B', '3 GB'],
    [12e6, 'B/s', '12 MB/s'],
    [0.2, '1', '0.2'],
    [5, '1/s', '5/s'],
    [10_000, 'client', '10,000 clients'],
    [2e-11, 'EUR/B', '0.00000000002 EUR/B'],
    [3, 'person', '3 people'],
    [4, 'op·s', '4 op·s'],
    [Number.POSITIVE_INFINITY, 's', '∞ h'],
    [-5, 'op', '−5 ops'],
  ])('%d %s', (value, unit, text) => expect(printQuantity(value, unit)).toBe(text))

  test('like a statement', () => {
    expect(printQuantity(0.045, 's', { unit: 'ms', factor: 1e-3, decimals: 1 })).toBe('45.0 ms')
    expect(printNumber(1e21)).toBe('1,000,000,000,000,000,000,000')
    expect(printNumber(Number.NaN)).toBe('no number')
  })
})
