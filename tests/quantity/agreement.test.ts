import { expect, test } from 'vitest'
import { compile, quantityRoom } from './compile.ts'
import { type Expression, makeExpressions } from './expressions.ts'

const seed = 20_261_121
const expressions = makeExpressions(2000, seed)

/** One line for each expression, behind a head of two lines. */
const headLines = 2
const program = (list: Expression[]): string =>
  [
    `import { q } from '${quantityRoom}/quantity.ts'`,
    'declare function unit<const U extends string>(name: U): <V extends string>(of: { readonly unit: V } & ([V] extends [U] ? [U] extends [V] ? {} : never : never)) => void',
    ...list.map(({ source, outcome }) =>
      'unit' in outcome ? `unit(${JSON.stringify(outcome.unit)})(${source})` : source,
    ),
  ].join('\n')

/** Expressions of which the types and the run say different things. */
function disagreements(list: Expression[]): string[] {
  const { errors } = compile(program(list))
  return list.flatMap(({ source, outcome }, place) => {
    const error = errors.get(place + headLines + 1)
    if ('unit' in outcome) return error === undefined ? [] : [`${source}: runs, ${error}`]
    return error === undefined ? [`${source}: compiles, ${outcome.refusal}`] : []
  })
}

test(`types and run time agree on ${expressions.length} expressions (seed ${seed})`, () => {
  const refused = expressions.filter(({ outcome }) => 'refusal' in outcome)
  expect(disagreements(expressions)).toEqual([])
  expect(refused.length).toBeGreaterThan(500)
  expect(expressions.length - refused.length).toBeGreaterThan(1000)
})

test('a planted disagreement is found in both directions', () => {
  const wrongUnit: Expression = { source: "q('3 ops')", outcome: { unit: 'op/s' } }
  const wronglyRefused: Expression = { source: "q('3 ops')", outcome: { refusal: 'no' } }
  expect(disagreements([wrongUnit, wronglyRefused])).toEqual([
    expect.stringMatching(/^q\('3 ops'\): runs, TS/),
    "q('3 ops'): compiles, no",
  ])
})
