import { describe, expect, test } from 'vitest'
import { readDocument } from '../../src/document/read.ts'
import { readRecord } from '../../src/record/read.ts'
import type { DecisionRecord, Written } from '../../src/record/record.ts'
import { isAsserted } from '../../src/record/status.ts'
import { specimens } from './specimens.ts'

const holding = new Map(specimens('holds').map(({ name, files }) => [name, files]))

function recordOf(name: string): DecisionRecord {
  const [[path, text] = ['', '']] = holding.get(name) ?? []
  return readRecord(readDocument(path, text, 'record'))
}

const read = (text: string, path = 'adrs/001-a.md'): DecisionRecord =>
  readRecord(readDocument(path, text, 'record'))

const texts = (all: Written[]): string[] => all.map(({ text }) => text)

/** The characters that a span covers must be those that were read. */
function sourceOf({ document }: DecisionRecord, { span }: Written): string {
  return document.text.slice(span.offset, span.endOffset)
}

test('our own template, whole', () => {
  const record = recordOf('own')
  expect(record).toMatchObject({
    format: 'own',
    number: 1,
    headingNumber: 1,
    title: { text: 'Keep sessions in PostgreSQL' },
    date: { text: '2026-11-02' },
    status: { kind: 'Accepted', wording: 'stated', successors: [], partial: false },
    story: { text: 'Sessions were lost at every restart.' },
    reviewBy: { text: '2027-11-02' },
  })
  expect(texts(record.deciders)).toEqual(['Ada Byron', 'Grace Murray'])
  expect(texts(record.affects)).toEqual(['src/session/**'])
  expect(texts(record.tags)).toEqual(['storage', 'sessions'])
  expect(texts(record.drivers)).toEqual(['Sessions survive a restart', 'Few services to run'])
  expect(record.options.map(({ name }) => name.text)).toEqual([
    'PostgreSQL',
    'Redis',
    'Memory of the process',
  ])
  const [first] = record.options
  expect(first?.arguments.map(({ kind, marked, reason }) => [kind, marked, reason.text])).toEqual([
    ['good', true, 'it survives a restart'],
    ['bad', true, 'each request reads it'],
  ])
  expect(record.chosen).toMatchObject({
    options: [{ text: 'PostgreSQL', exact: true }],
    because: { text: 'it runs already and keeps what it was given.' },
  })
  expect(
    record.consequences.map(({ kind, text, mitigation }) => [kind, text, mitigation?.text]),
  ).toEqual([
    ['positive', 'No service is added.', undefined],
    ['negative', 'Each request reads the database', 'the session is cached for its request.'],
    ['negative', 'Old sessions pile up.', 'a nightly job removes them.'],
  ])
})

test.each([...holding.keys()])('every span of %s covers what was read', (name) => {
  const record = recordOf(name)
  for (const written of [
    record.date,
    record.story,
    record.reviewBy,
    ...record.deciders,
    ...record.tags,
  ])
    if (written) expect(sourceOf(record, written).replace(/[`'"]/g, '')).toBe(written.text)
  const { line, column, offset } = record.status.span
  const before = record.document.text.slice(0, offset).split(/\r\n|\n/)
  expect([line, column]).toEqual([before.length, (before.at(-1)?.length ?? 0) + 1])
  for (const { name: option } of record.options)
    expect(sourceOf(record, option)).toContain(option.text)
})

test.each([
  ['own', 'own'],
  ['own-crlf', 'own'],
  ['madr2', 'madr2'],
  ['madr3', 'madr3'],
  ['madr4', 'madr4'],
  ['nygard', 'nygard'],
  ['log4brains', 'log4brains'],
  ['bold', 'bold'],
  ['table', 'table'],
])('%s is read as %s, with date and status', (name, format) => {
  const record = recordOf(name)
  expect(record.format).toBe(format)
  expect(record.title.text).toBe('Keep sessions in PostgreSQL')
  expect(record.date?.text).toBe('2026-11-02')
  expect(record.status.kind).toBe('Accepted')
})

test('the three MADR and log4brains have options, what is chosen, and consequences', () => {
  for (const name of ['madr2', 'madr3', 'madr4', 'log4brains']) {
    const { options, chosen, consequences, deciders } = recordOf(name)
    expect(texts(deciders)).toEqual(['Ada Byron', 'Grace Murray'])
    expect(options.map(({ arguments: { length } }) => length)).toEqual([
      2,
      name.startsWith('madr') && name !== 'madr2' ? 3 : 2,
    ])
    expect(chosen?.options[0]?.option).toBe(options[0])
    expect(consequences.map(({ kind }) => kind)).toEqual(['positive', 'negative'])
  }
})

test.each([
  ['007-a.md', 7, '007'],
  ['0007-a.md', 7, '0007'],
  ['000007-a.md', 7, '000007'],
  ['ADR-007-a.md', 7, '007'],
  ['adr7_a.md', 7, '7'],
  ['20261121-a.md', null, '20261121'],
  ['2026-11-21-a.md', null, '2026-11-21'],
  ['20269921-a.md', null, ''],
  ['a.md', null, ''],
])('%s has the number %s', (name, number, digits) => {
  expect(read('# A', `adrs/${name}`)).toMatchObject({ number, digits })
})

describe('status', () => {
  const nygard = (status: string): DecisionRecord =>
    read(`# 1. A\n\n## Status\n\n${status}\n\n## Context\n\nC\n\n## Decision\n\nD\n`)

  test.each([
    ['Accepted', 'Accepted', 'stated', []],
    ['accepted', 'Accepted', 'stated', []],
    ['✅ Accepted on 2020-01-01', 'Accepted', 'stated', []],
    ['Rejected', 'Rejected', 'stated', []],
    ['Approved', 'Accepted', 'synonym', []],
    ['On hold', 'Proposed', 'synonym', []],
    ['Acceptable', 'Proposed', 'unknown', []],
    ['Superseded by [5. B](0005-b.md)', 'Superseded', 'stated', [5]],
    ['Accepted\n\nSuperceded by [5. B](0005-b.md)', 'Superseded', 'stated', [5]],
    ['Superseded by ADR-0005 and ADR-0006', 'Superseded', 'stated', [5, 6]],
    ['Partly superseded by [5. B](0005-b.md)', 'Accepted', 'synonym', [5]],
    ['Superseded by 12 and by 14. Was 3.', 'Superseded', 'stated', [12, 14]],
  ])('%s', (status, ...expected) => {
    const { kind, wording, successors } = nygard(status).status
    expect([kind, wording, successors.map(({ number }) => number)]).toEqual(expected)
  })

  test.each([
    ['Proposed', true],
    ['Accepted', true],
    ['Deprecated', false],
    ['Superseded by ADR-002', false],
    ['Rejected', false],
    ['Whatever', true],
  ])('%s is asserted: %s', (status, asserted) => {
    expect(isAsserted(nygard(status))).toBe(asserted)
  })

  test('our own closed list takes its own words only', () => {
    const own = (status: string): string =>
      read(`# ADR-001: A\n\n**Status**: ${status}\n\n## Decision Outcome\n\nX\n`).status.wording
    expect(own('Accepted, superseded in part by [ADR-002](./002-b.md)')).toBe('stated')
    expect(own('Superseded by ADR-002, ADR-003, and ADR-004')).toBe('stated')
    expect(own('accepted')).toBe('synonym')
    expect(own('Accepted!')).toBe('synonym')
    expect(own('Superseded by something else')).toBe('synonym')
  })
})

describe('the chosen option', () => {
  const options =
    '* Redis\n* PostgreSQL\n* [C] Files – on one disk\n* Section "Consequences" with "Good, because"\n* A, because of B'
  const chosen = (statement: string): unknown => {
    const record = read(
      `# ADR-001: A\n\n## Considered Options\n\n${options}\n\n## Decision Outcome\n\n${statement}\n`,
    )
    return record.chosen?.options.map(
      ({ option, exact }) => option && [record.options.indexOf(option), exact],
    )
  }

  test.each([
    ['Chosen option: "Redis", because', [[0, true]]],
    ['Chosen option: “Redis”, because', [[0, true]]],
    ['Chosen option: `Redis`, because', [[0, true]]],
    ['Chosen option: **Redis**, because', [[0, true]]],
    ['**Chosen option**: "Redis". It is quick.', [[0, true]]],
    ['Chosen option: Redis because it is quick', [[0, true]]],
    ['Chosen option: "redis", because', [[0, false]]],
    ['Chosen option: option 2, because', [[1, false]]],
    ['Chosen option: "2", because', [[1, false]]],
    ['Chosen option: B, because', [[1, false]]],
    ['Chosen option: "Option 2: PostgreSQL", because', [[1, false]]],
    ['Chosen option: "C", because', [[2, false]]],
    ['Chosen option: "Files", because', [[2, false]]],
    [
      'Chosen options: "Redis" and "PostgreSQL", because',
      [
        [0, true],
        [1, true],
      ],
    ],
    [
      'Chosen options: 1 and 3, because',
      [
        [0, false],
        [2, false],
      ],
    ],
    ['Chosen option: \'Section "Consequences" with "Good, because"\', because it is', [[3, true]]],
    ['Chosen option: "A, because of B", because it is', [[4, true]]],
    ['Chosen option: "Redis and PostgreSQL", because', [null]],
    ['Chosen option: "Redis with PostgreSQL behind it", because', [null]],
    ['Chosen option: "Red", because', [null]],
    ['Chosen option: "7", because', [null]],
    ['We take Redis.', undefined],
  ])('%s', (statement, expected) => {
    expect(chosen(statement)).toEqual(expected)
  })
})

describe('relations', () => {
  const relations = (text: string): unknown =>
    read(`# 1. A\n\n## Context\n\n${text}\n\n## Decision\n\nD\n`).links.map(
      ({ relation, number, partial }) => [relation, number, partial],
    )
  test.each([
    ['Supersedes [ADR-002](./002-b.md)', [['supersedes', 2, false]]],
    ['Supersedes in part ADR-002', [['supersedes', 2, true]]],
    [
      'Supersedes [two](./002-b.md) and [three](./003-c.md)',
      [
        ['supersedes', 2, false],
        ['supersedes', 3, false],
      ],
    ],
    [
      'Replaces ADR-2, which amends ADR-3',
      [
        ['supersedes', 2, false],
        ['amends', 3, false],
      ],
    ],
    ['It supersedes what was. See ADR-2.', [['refers', 2, false]]],
    ['Superseded by [two](./002-b.md)', [['superseded-by', 2, false]]],
    ['See `ADR-002` and superseded-by-ADR-006', []],
  ])('%s', (text, expected) => {
    expect(relations(text)).toEqual(expected)
  })
})
