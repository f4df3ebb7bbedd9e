import { describe, expect, test } from 'vitest'
import { law } from '../../src/quantity/law.ts'
import { type Quantity, q, quantity } from '../../src/quantity/quantity.ts'
import { examples, exportedFunctions, modelFiles, modelsFolder } from './examples.ts'

/** Their functions serve other models and no document. */
const machinery = ['amount.ts', 'percentiles.ts']
const alsoMachinery = ['meansOf']

describe('the doc comment of every function names its source and an example', () => {
  const functions = exportedFunctions().filter(
    ({ file, name }) => !machinery.includes(file) && !alsoMachinery.includes(name),
  )

  test('all models are looked at', () => {
    const seen = new Set(functions.map(({ file }) => file))
    expect([...seen].sort()).toEqual(modelFiles.filter((file) => !machinery.includes(file)))
  })

  test.each(functions)('$name', ({ name, comment }) => {
    expect(comment).toMatch(/\n \* Source: [\s\S]*\b(17|18|19|20)\d\d\b/)
    expect(comment).toMatch(new RegExp(`@example\\s[\\s\\S]*\\b${name}\\([\\s\\S]* //=> `))
  })
})

describe('every example comes to what it states', async () => {
  const models = await Promise.all(
    modelFiles.map((file) => import(new URL(file, modelsFolder).href)),
  )
  const scope: Record<string, unknown> = Object.assign({ q, law }, ...models)

  test.each(examples())('$expression is $stated', ({ expression, stated }) => {
    const evaluate = new Function(...Object.keys(scope), `return (${expression})`)
    expectStated(evaluate(...Object.values(scope)), stated)
  })

  test('a wrong last digit is noticed', () => {
    expect(() => expectStated(q('442.86 ms'), '442.85 ms')).toThrow()
    expect(() => expectStated(q('442.86 ms'), '442.86 s')).toThrow()
    expect(() => expectStated(q('2 messages'), '2 ops')).toThrow()
  })
})

/** `53.796 %` accepts half a unit of its last place. */
function expectStated(actual: Quantity<string>, stated: string): void {
  const [, digits = '', unit = ''] = /^([\d.]+) ?(.*)$/.exec(stated) ?? []
  const expected = quantity<string>(Number(digits), unit)
  const places = digits.split('.')[1]?.length ?? 0
  const half = quantity<string>(10 ** -places / 2, unit)
  expect(actual.unit).toBe(expected.unit)
  expect(
    Math.abs(actual.value - expected.value) <= half.value * (1 + 1e-9),
    `${actual.in(unit)} ${unit} is not ${stated}`,
  ).toBe(true)
}
