import { readDocument } from '../../src/document/read.ts'
import { readRecord } from '../../src/record/read.ts'
import type { DecisionRecord } from '../../src/record/record.ts'
import fc from '../project/property.ts'
import { specimens } from './specimens.ts'

/** A record as it stands in a file. */
export const record = (path: string, text: string): DecisionRecord =>
  readRecord(readDocument(path, text, 'record'))

/** Prose of people: other scripts, odd spaces, Markdown marks, numbers that look like ours. */
export const prose = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom(
        'ADR-0011',
        'ADR-11',
        'xADR-001',
        '`ADR-001`',
        '\t',
        '  ',
        '✅',
        'é',
        '001',
        '\\[',
        '**b**',
      ),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(' ').replace(/[\r\n#`~<>|=-]/g, ''))

export const lineEnd = fc.constantFrom('\n', '\r\n')
const own = specimens('holds').find(({ name }) => name === 'own')
export const ownText = own?.files.values().next().value ?? ''

/** The holding record with prose of all kinds in it. */
export const noisy = fc.tuple(prose, prose, lineEnd).map(([first, second, end]) =>
  ownText
    .replace('A session must', () => `A session must ${first}`)
    .replace('it runs already', () => `it runs already ${second}`)
    .replace(/\n/g, end),
)
