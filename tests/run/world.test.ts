import { describe, expect, it } from 'vitest'
import { examine } from '../../src/check/examine.ts'
import { temporaryProject } from '../project/project.ts'
import { errorsIn } from './calculations.ts'

const out = 'in a calculation, which is a function of its inputs alone'

describe('a calculation reaches nothing but its inputs', () => {
  it('neither clock nor chance nor network nor files, each reported at its place', async () => {
    const found = await errorsIn({
      clock: 'const now = Date.now()',
      chance: 'const x = 1\nconst luck = Math.random()',
      timer: 'const t = performance.now()',
      network: "const f = fetch('http://127.0.0.1')",
      exit: 'const e = process.exit(0)',
      log: "const c = console.log('x')",
      crypto: 'const u = crypto.randomUUID()',
      later: 'const l = setTimeout(() => {}, 1)',
      temporal: 'const z = Temporal.Now.instant()',
    })
    expect(found).toEqual({
      clock: [`4:13 calculation-worldly: Date ${out}`],
      chance: [`5:19 calculation-worldly: Math.random ${out}`],
      timer: [`4:11 calculation-worldly: performance ${out}`],
      network: [`4:11 calculation-worldly: fetch ${out}`],
      exit: [`4:11 calculation-worldly: process ${out}`],
      log: [`4:11 calculation-worldly: console ${out}`],
      crypto: [`4:11 calculation-worldly: crypto ${out}`],
      later: [`4:11 calculation-worldly: setTimeout ${out}`],
      temporal: [expect.stringMatching(/^4:/)],
    })
  })

  it('and one that never ends or takes too much leaves the others judged', async () => {
    const found = await errorsIn({
      endless: 'const e = (() => { while (true) {} })()',
      fine: 'const one = 1 //=> 1',
      wrong: 'const two = 2 //=> 3',
      thrown: "const t = (() => { throw 'a text' })()",
      deep: 'const f = (n: number): number => f(n + 1)\nconst d = f(0)',
    })
    expect(found).toEqual({
      endless: [
        '3:1 calculation-broke: this calculation could not be evaluated: it did not end within 20 s',
      ],
      fine: [],
      wrong: ['4:20 expectation-differs: expected 3, computed 2'],
      thrown: [expect.stringContaining('a thrown string: a text')],
      deep: [expect.stringContaining('RangeError: Maximum call stack size exceeded')],
    })
  }, 90_000)

  it('nor can one run leave something for the next', async () => {
    const found = await errorsIn({
      counting:
        'const seen: number[] = ((globalThis as { seen?: number[] }).seen ??= [])\nconst count = seen.push(1)',
    })
    expect(found.counting).toEqual([
      expect.stringContaining('Cannot add property seen, object is not extensible'),
    ])
  })

  it('nor may two runs differ, as with a model that counts', async () => {
    await using project = await temporaryProject({
      'calculations/x.md':
        "# X\n\n```ts\nimport { next } from './models/count.ts'\nconst one = next() //=> 1\n```\n",
      'calculations/models/count.ts': 'let count = 0\nexport const next = () => ++count\n',
    })
    const { messages } = await examine(project.root, [])
    expect(messages.map(({ id, line }) => `${line} ${id}`)).toEqual(['3 calculation-unstable'])
  })
})
