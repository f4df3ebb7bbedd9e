import { expect, test } from 'vitest'
import { compile, quantityRoom } from './compile.ts'
import { quantityLines } from './lines.ts'

const lines = quantityLines(2000)

const typed = [
  `import type { Asked, UnitOf } from '${quantityRoom}/literal-types.ts'`,
  `import type { Quantity } from '${quantityRoom}/quantity.ts'`,
  'declare function q<const T extends string>(text: Asked<T, UnitOf<T>>): Quantity<NoInfer<UnitOf<T>>>',
  ...lines,
].join('\n')
const untyped = ['declare function q(text: string): any', ...lines].join('\n')

test(`${lines.length} lines of quantities take the compiler at most four times as long as untyped ones`, () => {
  const runs = Array.from({ length: 7 }, () => [compile(typed), compile(untyped)] as const)
  for (const run of runs) for (const { errors } of run) expect([...errors]).toEqual([])
  const [slow, quick] = [0, 1].map((which) => median(runs.map((run) => run[which]?.seconds ?? 0)))
  const ratio = (slow ?? 0) / (quick ?? 0)
  console.log(`typed / untyped: ${ratio.toFixed(2)}`)
  expect(ratio).toBeLessThan(4)
})

test('the lines are typed: a unit that is wrong is found in the last of them', () => {
  const { errors } = compile(`${typed}\nneed${lines.length / 4 - 1}.plus(q('3 GB'))`)
  expect([...errors.values()]).toEqual([
    expect.stringContaining(`Argument of type 'Quantity<"B">' is not assignable to parameter`),
  ])
})

const median = (values: number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0
