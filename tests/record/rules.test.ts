import { describe, expect, test } from 'vitest'
import { recordRuleMessages } from '../../src/message/record.ts'
import { outcomeOf, type Specimen, specimens } from './specimens.ts'

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

/** What only our own template asks for. A neighbour's specimen has the same, and nothing is said, or something milder. */
const ofTheTemplate = [
  ...['fact-missing', 'fact-order', 'fact-unknown', 'fact-doubled', 'deciders-missing'],
  ...['section-order', 'section-unexpected', 'section-doubled', 'record-unknown'],
  ...['option-unargued', 'argument-unmarked', 'chosen-unargued', 'mitigation-missing'],
]
/** What only neighbours are excused for; our own is refused with another message. */
const ofNeighbours = ['status-synonym']

const isOwn = ({ name }: Specimen): boolean => name.startsWith('own-') || name === 'own'

// From the closed list: a rule that is new has no specimens yet, and fails here.
describe.each(Object.keys(recordRuleMessages))('%s', (id) => {
  const named = [...holding, ...refused].filter(({ name }) => name.endsWith(`-${id}`))
  const cases = [
    { whose: 'our own template', all: named.filter(isOwn), spared: ofNeighbours },
    { whose: 'a neighbour', all: named.filter((each) => !isOwn(each)), spared: ofTheTemplate },
  ]
  test.each(cases)('has specimens of $whose that are named for it', ({ all, spared }) => {
    expect(all.map(({ name }) => name)).not.toEqual([])
    for (const { group, expected } of all)
      if (spared.includes(id)) expect(expected).not.toContain(` ${id}: `)
      else expect({ group, expected: expected.includes(` ${id}: `) }).toEqual(raised)
  })
  const refusing = cases.filter(({ all }) => all.some(({ group }) => group === 'refused'))
  test.each(refusing)('is kept by a record of $whose that differs in little else', ({ all }) => {
    for (const wrong of all.filter(({ group }) => group === 'refused')) {
      const twins = holding.filter((each) => isOwn(each) === isOwn(wrong))
      expect(Math.min(...twins.map((twin) => distance(wrong, twin)))).toBeLessThanOrEqual(8)
    }
  })
  const sparing = cases.filter(({ spared }) => spared.includes(id))
  test.each(sparing)('$whose is spared what the other is refused for', ({ all }) => {
    const others = named.filter((each) => !all.includes(each) && each.group === 'refused')
    expect(others.map(({ name }) => name)).not.toEqual([])
    // Nothing else is in question: another record of theirs differs in little, or in its order alone.
    for (const each of all) {
      const twins = [...holding, ...refused].filter(
        (twin) => twin !== each && isOwn(twin) === isOwn(each),
      )
      const nearest = Math.min(...twins.map((twin) => distance(each, twin)))
      expect({ name: each.name, isNear: nearest <= 8 }).toMatchObject({ isNear: true })
    }
  })
})

const raised = { group: 'refused', expected: true }

/** How many lines only one of the two has; records are compared by their number, a file that only one has is one. */
function distance(one: Specimen, other: Specimen): number {
  const [ours, theirs] = [one, other].map(
    ({ files }) => new Map([...files].map(([path, text]) => [keyOf(path), text.split(/\r?\n/)])),
  )
  const keys = new Set([...(ours?.keys() ?? []), ...(theirs?.keys() ?? [])])
  return [...keys]
    .map((key) => {
      const [left, right] = [ours?.get(key), theirs?.get(key)]
      if (!left || !right) return 1
      return only(left, right) + only(right, left)
    })
    .reduce((sum, lines) => sum + lines, 0)
}

const keyOf = (path: string): string => path.match(/\/0*(\d+)-.*\.md$/)?.[1] ?? path

/** Lines that occur more often in the first. */
function only(left: string[], right: string[]): number {
  const rest = [...right]
  return left.filter((line) => {
    const at = rest.indexOf(line)
    if (at !== -1) rest.splice(at, 1)
    return at === -1
  }).length
}
