import { expect, it } from 'vitest'
import { findJsonProblem } from '../../src/document/json.ts'
import fc from '../project/property.ts'

const runs = { numRuns: 500, seed: 20261121 }

it.each([
  ['{"a":}', 5, '}', 'a value'],
  ['{"a" 1}', 5, '1', ':'],
  ['{a:1}', 1, 'a', 'a name in double quotes'],
  ["{'a':1}", 1, "'", 'a name in double quotes'],
  ['[1, 2,]', 6, ']', 'a value'],
  ['[1 2]', 3, '2', ', or ]'],
  ['{"a":1', 6, 'the end', ', or }'],
  ['  ', 2, 'the end', 'a value'],
  ['{"a":1}\n x', 9, 'x', 'nothing more'],
  ['01', 0, '01', 'a value'],
  ['[TRUE]', 1, 'TRUE', 'a value'],
])('%s', (text, ...[offset, found, expected]) => {
  expect(findJsonProblem(text)).toEqual({ offset, found, expected })
})

it('finds nothing in what is JSON', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(findJsonProblem(text)).toBeNull()
    }),
    runs,
  )
})

it('finds the place up to which a broken text could still become JSON', () => {
  fc.assert(
    fc.property(
      fc.json(),
      fc.nat(),
      fc.constantFrom('}', ']', ',', ':', '#', '"'),
      (text, at, mark) => {
        const place = at % (text.length + 1)
        const broken = text.slice(0, place) + mark + text.slice(place)
        const problem = findJsonProblem(broken)
        if (problem === null) JSON.parse(broken)
        else expect(problem.offset).toBeLessThanOrEqual(broken.length)
      },
    ),
    runs,
  )
})
