import { describe, expect, test } from 'vitest'
import { connections, judged, seconds } from './judged.ts'

const of = (text: string, before = '', after = ''): string =>
  judged(text, connections(45), { before, after })
const refuted = (text: string, before: string): string =>
  judged(text, connections(45), { before, title: 'refuted' })

describe('words that compare just outside of a link', () => {
  test.each([
    ['takes at least ', '', 'at least'],
    ['takes more than ', '', 'more than'],
    ['is faster than ', '', 'faster than'],
    ['takes more than the brief’s ', '', 'more than the brief’s'],
    ['needs up to about ', '', 'up to about'],
    ['has nearly ', '', 'nearly'],
    ['never exceeds ', '', 'exceeds'],
    ['a maximum of ', '', 'maximum of'],
    ['has > ', '', '>'],
    ['has ', ' at most', 'at most'],
    ['has ', '+ in the pool', '+'],
    ['has ', ' or above', 'or above'],
  ])('%s[45]%s is refused', (before, after, found) => {
    expect(of('45', before, after)).toBe(`stated-comparison-outside | ${found}`)
  })

  test.each([
    ['takes no more than ', ''],
    ['takes ', ' or less'],
    ['needs ', ' or fewer in the morning'],
  ])('%s[45]%s belongs to the number', (before, after) => {
    expect(of('45', before, after)).toBe('holds')
    expect(of('46', before, after)).toBe('holds')
    expect(of('44', before, after)).toBe('fails: accepts at most 44, computed 45')
  })

  test('so do the lower bounds', () => {
    expect(of('44', 'has no less than ')).toBe('holds')
    expect(of('46', 'has ', ' or more')).toBe('fails: accepts at least 46, computed 45')
  })

  test('one comparison, not two', () => {
    expect(of('about 45', 'no more than ')).toBe('stated-comparison-inside | no more than')
    expect(of('at most 45 or less')).toBe('stated-comparison-inside | or less')
    expect(of('under 40 to 50')).toBe('stated-comparison-inside | under')
  })

  test.each(['over', 'under', 'within', 'above', 'below'])('%s is a warning', (word) => {
    expect(of('45', `runs ${word} `)).toBe('holds, stated-preposition')
  })

  test.each(['rather than the brief’s ', 'other than ', 'it has ', 'all of the '])(
    '%s[45] is no comparison',
    (before) => expect(of('45', before)).toBe('holds'),
  )
})

describe('negation', () => {
  test.each([
    ['45', 'is not ', 'not'],
    ['under 50', 'never takes ', 'never takes'],
    ['under 50', 'does not ever take ', 'not ever take'],
    ['under 50', 'isn’t ', 'isn’t'],
  ])('[%s] after "%s" is refused', (text, before, found) => {
    expect(of(text, before)).toBe(`stated-negation | ${found}`)
  })
  test('a refuted claim says so itself', () => {
    expect(refuted('50', 'is not ')).toBe('holds')
    expect(refuted('at least 50', 'does not reach ')).toBe('holds')
  })
  test('far away it speaks of something else', () => {
    expect(of('under 50', 'is not cached at all and takes ')).toBe('holds')
    expect(of('45', 'does not use more: ')).toBe('holds')
  })
})

describe('words inside of a claim', () => {
  test.each([
    ['not more than 50', 'not'],
    ['well under the 50', 'under'],
    ['almost 50', 'almost'],
    ['approx 50', 'approx'],
    ['a maximum of 50', 'maximum'],
  ])('[%s] cannot be read', (text, found) => {
    expect(of(text)).toBe(`stated-comparison-inside | ${found}`)
  })
  test('other words may stand in front', () => {
    expect(of('a pool of 45 connections')).toBe('holds')
    expect(of('takes at most 45 connections')).toBe('holds')
  })
  test('behind the number stands its unit alone', () => {
    expect(of('45 connections in all')).toBe(
      'stated-words | connections in all | connections in all is no unit, write words as in op·s or message/client/s',
    )
    expect(of('45 secs')).toBe('stated-words | secs | secs is no unit, write s')
    expect(of('€5 connections')).toBe('stated-words | connections | €/')
  })
})

describe('one number', () => {
  test.each([
    ['many connections', 'stated-number-missing'],
    ['HTTP/2 and SHA-256', 'stated-number-missing'],
    ['1,5 connections', 'stated-number-malformed | 1,5'],
    ['1.234.567', 'stated-number-malformed | 1.234.567'],
    ['45 of 50', 'stated-numbers-many | 45 | 50'],
    ['45 and 50', 'stated-numbers-many | 45 | 50'],
    ['2 to 3 to 4', 'stated-numbers-many | 2 | 4'],
    ['10 to 2', 'stated-range-backwards'],
    ['2 s to 500 ms', 'stated-range-backwards'],
    ['2 s to 5 GB', 'stated-words | s | GB'],
  ])('%s: %s', (text, problem) => expect(of(text)).toBe(problem))

  test('names with digits are no numbers', () => {
    expect(of('HTTP/2 needs 45')).toBe('holds')
    expect(of('the v2 pool of 45')).toBe('holds')
  })
})

describe('the percentile that the member names', () => {
  const at = (text: string, member: string): string => judged(text, seconds(0.045), { member })
  test.each([
    ['99 % arrive within 50 ms', 'p99'],
    ['99% within 50 ms', 'delivery.p99'],
    ['99.9 % arrive within 50 ms', 'p999'],
    ['a p99 of 45 ms', 'p99'],
    ['the 99th percentile is 45 ms', 'p99'],
    ['a median of 45 ms', 'p50'],
    ['50 % within 45 ms', 'p50'],
  ])('%s at %s', (text, member) => expect(at(text, member)).toBe('holds'))
  test.each([
    ['95 % arrive within 50 ms', 'p99', 'stated-numbers-many | 95 | 50'],
    ['a p95 of 45 ms', 'p99', 'stated-percentile | p95 | p99'],
    ['a p99 of 45 ms', '', 'stated-percentile | p99'],
    ['a median of 45 ms', 'p99', 'stated-percentile | median | p99'],
    ['the 95th percentile is 45 ms', 'p99', 'stated-numbers-many | 95 | 45'],
  ])('%s at %s: %s', (text, member, problem) => expect(at(text, member)).toBe(problem))
  test('alone a share is what is stated', () => {
    expect(judged('99 %', { unit: '1', value: 0.99 }, { member: 'p99' })).toBe('holds')
  })
})

describe('titles', () => {
  const cpu = (text: string, title: string, before = ''): string =>
    judged(text, seconds(0.417), { title, before })
  test('a threshold is compared as a plain number', () => {
    expect(cpu('417 ms', 'threshold', 'reconsider if services take more than ')).toBe('holds')
    expect(cpu('418 ms', 'threshold', 'more than ')).toMatch(/^fails: accepts 417.5 to 418.5 ms/)
    expect(cpu('more than 417 ms', 'threshold')).toBe('stated-threshold | more than')
    expect(cpu('417 ms', 'threshold ±1 %', 'not more than ')).toBe('holds')
  })
  test('unknown ones are refused', () => {
    expect(cpu('417 ms', 'refused')).toBe('stated-title | refused')
    expect(cpu('417 ms', 'about')).toBe('stated-title | about')
  })
  test('one tolerance, beside one number', () => {
    expect(cpu('417 ± 2 ms', '±1 %')).toBe('stated-tolerance | ± 2')
    expect(cpu('at most 417 ms', '±1 %')).toBe('stated-tolerance | ±1 %')
    expect(cpu('400 to 450 ms', '±1 %')).toBe('stated-tolerance | ±1 %')
    expect(cpu('417 ms', '±0')).toBe('stated-tolerance | ±0')
    expect(cpu('417 ms', '±')).toBe('stated-tolerance | ±')
  })
  test('several may stand together', () => {
    expect(judged('50', connections(45), { title: 'refuted ±2 %' })).toBe('holds')
  })
})

test('an average beside the middle is a warning', () => {
  const at = (before: string, member: string): string =>
    judged('45', connections(45), { before, member })
  expect(at('on average ', 'mid')).toBe('holds, stated-average')
  expect(at('the expected number is ', 'mid')).toBe('holds, stated-average')
  expect(at('on average ', 'mean')).toBe('holds')
})
