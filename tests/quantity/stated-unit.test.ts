import { describe, expect, test } from 'vitest'
import type { Computed } from '../../src/quantity/judge.ts'
import { connections, judged, seconds, share } from './judged.ts'

const value = (unit: string | null, number: number): Computed => ({ unit, value: number })

describe('the words behind a number', () => {
  test.each([
    ['375 operations a second', value('op/s', 375)],
    ['375 ops/s', value('op/s', 375)],
    ['375 Operations per second', value('op/s', 375)],
    ['1.5 messages per client per minute', value('message/client/s', 0.025)],
    ['3 core·ms', value('core·s', 0.003)],
    ['1 connection', connections(1)],
    ['12 Gbit/s', value('B/s', 1.5e9)],
    ['€0.02/GB', value('EUR/B', 2e-11)],
    ['3 million users', value('user', 3e6)],
    ['2.5 times', share(2.5)],
    ['1.3 ×', share(1.3)],
    ['5 percent', share(0.05)],
    ['8.76 h', seconds(31_536)],
    ['45', connections(45)],
    ['0.2', share(0.2)],
  ])('%s', (text, computed) => expect(judged(text, computed)).toBe('holds'))

  test('a dimension needs its unit, and the right one', () => {
    expect(judged('38', seconds(38))).toBe('stated-unit-missing | s')
    expect(judged('38', value('op/s', 38))).toBe('stated-unit-missing | op/s')
    expect(judged('38', value('op/message', 38))).toBe('stated-unit-missing | op/message')
    expect(judged('38 ops', seconds(38))).toBe('stated-unit-differs | op | s')
    expect(judged('38 GB', connections(38))).toBe('stated-unit-differs | B | connection')
    expect(judged('20 %', connections(0.2))).toBe('stated-unit-differs | 1 | connection')
  })
})

describe('a plain number', () => {
  test('takes no unit of measure', () => {
    expect(judged('5 GB', value(null, 5))).toBe('stated-unit-of-number | GB | B')
    expect(judged('5 requests/s', value(null, 5))).toBe(
      'stated-unit-of-number | requests/s | request/s',
    )
  })
  test('may be counted, and be a share or a ratio', () => {
    expect(judged('12 shards', value(null, 12))).toBe('holds')
    expect(judged('12', value(null, 12))).toBe('holds')
    expect(judged('99.4 %', value(null, 0.994))).toBe('holds')
    expect(judged('2.5 ×', value(null, 2.5))).toBe('holds')
  })
})

describe('what a denominator counts may stand elsewhere in the sentence', () => {
  const cpu = value('s/request', 0.0008)
  test.each([
    [{ before: 'leaves a request ' }],
    [{ after: ' of CPU for each of the requests' }],
    [{ headings: ['Cost of a request'] }],
  ])('%o', (around) => expect(judged('0.8 ms', cpu, around)).toBe('holds'))
  test('nowhere', () => {
    expect(judged('0.8 ms', cpu)).toBe('stated-unit-unnamed | ms | request')
    expect(judged('0.8 ms', cpu, { before: 'leaves a message ' })).toBe(
      'stated-unit-unnamed | ms | request',
    )
  })
  test('never a time, never what is above the line', () => {
    expect(judged('5 requests', value('request/s', 5), { before: 'each second ' })).toBe(
      'stated-unit-differs | request | request/s',
    )
    expect(judged('5 ms', value('request·s', 0.005), { before: 'a request ' })).toBe(
      'stated-unit-differs | s | request·s',
    )
  })
  test('aliases name it too', () => {
    expect(judged('5 ms', value('s/op', 0.005), { before: 'an operation takes ' })).toBe('holds')
  })
})

describe('in a table the unit may stand in a heading', () => {
  test.each([
    ['12', seconds(0.012), ['p99 (ms)', 'Delivery']],
    ['12', seconds(0.012), ['Delivery', 'Latency, ms']],
    ['375', value('op/s', 375), ['Operations a second']],
    ['20', share(0.2), ['Share [%]']],
    ['45', connections(45), ['Connections']],
    ['12', value('B/client', 12_000), ['KB', 'Memory of a client']],
  ])('%s of %o below %o', (text, computed, headings) => {
    expect(judged(text, computed, { headings })).toBe('holds')
  })
  test('its own unit comes first', () => {
    expect(judged('12 s', seconds(12), { headings: ['ms'] })).toBe('holds')
  })
  test('a heading of something else does not help', () => {
    expect(judged('12', seconds(12), { headings: ['GB', 'Connections'] })).toBe(
      'stated-unit-missing | s',
    )
  })
})

test('nouns of a project are read', () => {
  const nouns = { plurals: { mice: 'mouse' }, aliases: { rodent: 'mouse' } }
  expect(judged('5 rodents a second', value('mouse/s', 5), { nouns })).toBe('holds')
  expect(judged('5 mice a second', value('mouse/s', 5), { nouns })).toBe('holds')
  expect(judged('5 mice a second', value('mouse/s', 5))).toBe(
    'stated-unit-differs | mice/s | mouse/s',
  )
})

describe('the value is told as the statement would write it', () => {
  test.each([
    ['50 ms', seconds(0.0731), 'fails: accepts 49.5 to 50.5 ms, computed 73 ms'],
    ['50 ms', seconds(0.0506), 'fails: accepts 49.5 to 50.5 ms, computed 51 ms'],
    ['0.8 ms', seconds(0.000_847), 'fails: accepts 0.76 to 0.84 ms, computed 0.85 ms'],
    [
      '2 connections',
      connections(1.4),
      'fails: accepts 1.9 to 2.1 connections, computed 1.4 connections',
    ],
    ['10k', connections(10_600), 'fails: accepts 9,500 to 10,500, computed 10,600'],
    ['20%', share(0.31), 'fails: accepts 19.5 to 20.5%, computed 31%'],
    ['€5', value('EUR', 6), 'fails: accepts €4.75 to 5.25, computed €6'],
    ['€5/GB', value('EUR/B', 6e-9), 'fails: accepts €4.75 to 5.25/GB, computed €6/GB'],
  ])('%s', (text, computed, verdict) => expect(judged(text, computed)).toBe(verdict))
})
