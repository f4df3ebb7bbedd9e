import { describe, expect, test } from 'vitest'
import { recordRuleMessages } from '../../src/message/record.ts'
import { outcomeOf, specimens } from './specimens.ts'

const holding = specimens('holds')
const refused = specimens('refused')
const counted = /^\d+ records? examined\n$/

describe('records that hold', () => {
  test.each(holding)('$name', (specimen) => {
    expect(outcomeOf(specimen)).toBe(specimen.expected)
    expect(specimen.expected).toMatch(counted)
  })
})

describe('records with one thing wrong', () => {
  test.each(refused)('$name', (specimen) => {
    expect(outcomeOf(specimen)).toBe(specimen.expected)
    expect(specimen.expected).not.toMatch(counted)
  })
})

/** These need more than files: commits, settings. Other tests raise them. */
const elsewhere = [
  'number-taken',
  'decision-rewritten',
  'history-missing',
  'exception-unknown',
].concat(['exception-unused'])

test.each(Object.keys(recordRuleMessages).filter((id) => !elsewhere.includes(id)))(
  '%s is raised by a specimen that is named for it',
  (id) => {
    const own = refused.filter(({ name }) => name === id || name.endsWith(`-${id}`))
    expect(own.map(({ name }) => name)).not.toEqual([])
    for (const { expected } of own) expect(expected).toContain(` ${id}: `)
  },
)
