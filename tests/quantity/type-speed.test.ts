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
  const [slow, quick]: [number[], number[]] = [[], []]
  const ratio = (): number => Math.min(...slow) / Math.min(...quick)
  // What else runs on the machine only adds to a time, so the least is nearest to the truth, and more runs come nearer.
  for (let run = 0; run < 5 || (run < 25 && ratio() >= 4); run++)
    for (const [text, seconds] of [
      [typed, slow],
      [untyped, quick],
    ] as const) {
      const compiled = compile(text)
      expect([...compiled.errors]).toEqual([])
      seconds.push(compiled.seconds)
    }
  console.log(`typed / untyped: ${ratio().toFixed(2)} after ${slow.length} runs of each`)
  expect(ratio()).toBeLessThan(4)
}, 300_000)

test('the lines are typed: a unit that is wrong is found in the last of them', () => {
  const { errors } = compile(`${typed}\nneed${lines.length / 4 - 1}.plus(q('3 GB'))`)
  expect([...errors.values()]).toEqual([
    expect.stringContaining(`Argument of type 'Quantity<"B">' is not assignable to parameter`),
  ])
})
