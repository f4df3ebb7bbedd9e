import { expect, test } from 'vitest'
import { readDocument } from '../../src/document/read.ts'
import { beginRecord } from '../../src/record/new.ts'
import { readRecord } from '../../src/record/read.ts'
import { checkRecords } from '../../src/record/rules.ts'
import { outcomeOf, today } from './specimens.ts'

const begun = (title: string): { path: string; text: string } => {
  const { change } = beginRecord({ folder: 'adrs', title, date: today, records: [], taken: [] })
  return { path: change.path, text: change.after }
}

test.each(['Use PostgreSQL for sessions', 'Sessions outlive a restart', 'Use [brackets] & `code`'])(
  'a new record, %s, lacks only what a person must decide, and says so for each',
  (title) => {
    const { path, text } = begun(title)
    const record = readRecord(readDocument(path, text, 'record'))
    const messages = checkRecords([record], { today, complete: true, files: [] })
    const places = [...text.matchAll(/(?<!\\)\[[^\]]*\]/g)].filter(
      ({ index }) => index > text.indexOf('\n'),
    )
    expect(messages.filter(({ id }) => id !== 'placeholder-left')).toEqual([])
    expect(messages.length).toBeGreaterThanOrEqual(places.length)
    expect(messages.filter(({ cure }) => cure === 'replace it by what is meant')).toEqual([])
  },
)

/** An option is called by the same name wherever it stands. */
const isName = (placeholder: string): boolean => /option\]|as they are\]/.test(placeholder)

test('step by step it becomes a record that holds', () => {
  const { path, text } = begun('Use PostgreSQL for sessions')
  const written = [
    ['[Names or roles]', 'The maintainers'],
    ['[The issue, or what brought this up]', 'Sessions were lost at every restart'],
    [
      '[What is the situation, which forces are at play, and what is the question?]',
      'Where is a session kept?',
    ],
    ['[What the options are judged by]', 'Sessions survive a restart'],
    ['[A second driver]', 'Few services to run'],
    ['[Another option]', 'Redis'],
    ['[To leave things as they are]', 'Memory'],
    ['[the reason, in short]', 'it survives a restart'],
    ['[What becomes better]', 'No service is added'],
    ['[What becomes worse]', 'Each request reads it'],
    ['[what is done about it]', 'it is cached'],
    ['[What this rests on: a calculation, a measurement, a page]', 'None.'],
    ...['it runs already', 'it is quick', 'it is there'].map((words) => [
      '[an argument for it]',
      words,
    ]),
    ...['it is slow', 'it is a service', 'a restart loses it'].map((words) => [
      '[an argument against it]',
      words,
    ]),
    ['**Status**: Proposed', '**Status**: Accepted'],
  ]
  let draft = text
  let left = Number.POSITIVE_INFINITY
  for (const [old = '', words = ''] of written) {
    expect(draft).toContain(old)
    draft = isName(old) ? draft.replaceAll(old, words) : draft.replace(old, words)
    const now = outcomeOf({ files: new Map([[path, draft]]) }).split('\n').length
    expect(now).toBeLessThanOrEqual(left)
    left = now
  }
  expect(outcomeOf({ files: new Map([[path, draft]]) })).toBe('1 record examined\n')
})
