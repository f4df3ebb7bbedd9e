import { describe, expect, it } from 'vitest'
import type { Graph } from '../../src/graph/graph.ts'
import { selectMember, type Target } from '../../src/graph/select.ts'
import { Survey } from '../../src/graph/survey.ts'
import { Scalar } from '../../src/quantity/quantity.ts'
import { unitNamed } from '../../src/quantity/unit.ts'
import { graphOf } from './graph-of.ts'

function target(graph: Graph, name: string, member = ''): Target {
  const selection = selectMember(name, member, graph.run('a.md')[name])
  if ('unknown' in selection) throw new Error(`no ${selection.unknown}`)
  return selection.target
}

const rangesOf = (explorer: Survey, of: Target) =>
  (explorer.restsOn().get(of) ?? []).flatMap(({ bound }) => (bound.isRange ? [bound] : []))

describe('one mechanism: the document run again with other inputs', () => {
  const code =
    "const a = q('1 to 3 ops')\nconst b = q('2 to 4 ops')\nconst c = q('9 ops')\nconst sum = a.plus(b)\nconst ratio = a.per(b)\nconst enough = c.atLeast(sum)"

  it('finds the inputs that a value rests on, and no others', () => {
    const graph = graphOf({ 'a.md': code })
    const [sum, enough] = [target(graph, 'sum'), target(graph, 'enough')]
    const rests = new Survey(graph, 'a.md', [sum, enough]).restsOn()
    expect(rests.get(sum)?.map(({ bound }) => bound.input.name)).toEqual(['a', 'b'])
    expect(rests.get(enough)?.map(({ bound }) => bound.input.name)).toEqual(['c'])
  })

  it('lets nothing rest on an input whose half a formula refuses, but what does', () => {
    const whole =
      "const sure = q('7 ops')\nconst tries = q('3 tries')\n" +
      "if (tries.value % 1 !== 0) throw new Error('no whole number')\nconst twice = tries.times(2)"
    const graph = graphOf({ 'a.md': whole })
    const [sure, twice] = [target(graph, 'sure'), target(graph, 'twice')]
    const rests = new Survey(graph, 'a.md', [sure, twice]).restsOn()
    expect(rests.get(sure)?.map(({ bound }) => bound.input.name)).toEqual(['sure'])
    expect(rests.get(twice)?.map(({ bound }) => bound.input.name)).toEqual(['tries'])
  })

  it('bounds a value by the corners of its ranges', () => {
    const graph = graphOf({ 'a.md': code })
    const ratio = target(graph, 'ratio')
    const explorer = new Survey(graph, 'a.md', [ratio])
    expect(explorer.corners(ratio, rangesOf(explorer, ratio))).toEqual({
      low: 0.25,
      mid: 2 / 3,
      high: 1.5,
      notMonotone: false,
      isBroken: false,
    })
  })

  it('notices that corners are no bounds', () => {
    const graph = graphOf({
      'a.md':
        "const a = q('1 to 3 ops')\nconst off = a.minus(q('2 ops'))\nconst bump = off.times(off)",
    })
    const bump = target(graph, 'bump')
    const explorer = new Survey(graph, 'a.md', [bump])
    expect(explorer.corners(bump, rangesOf(explorer, bump))?.notMonotone).toBe(true)
  })

  it('averages over the same points in every run: E[1/b] for b evenly between 2 and 4 is ln 2 / 2', () => {
    const graph = graphOf({ 'a.md': "const b = q('2 to 4 ops')\nconst inverse = q('1 op').per(b)" })
    const inverse = target(graph, 'inverse')
    const explorer = new Survey(graph, 'a.md', [inverse])
    const mean = (): number => {
      const points = explorer.sample(inverse, rangesOf(explorer, inverse), {
        first: 0,
        points: 30_000,
      })
      return points.reduce((sum, each) => sum + each, 0) / points.length
    }
    expect(mean()).toBe(mean())
    expect(mean()).toBeCloseTo(Math.log(2) / 2, 4)
  })

  it('finds the value of an input at which a truth changes, through imported documents too', () => {
    const graph = graphOf({
      'a.md':
        "import { load } from './b.md'\nconst limit = q('50 ops')\nconst holds = load.atMost(limit)",
      'b.md':
        "const users = q('8 users')\nconst each = q('2 ops/user')\nconst load = users.times(each)",
    })
    const holds = target(graph, 'holds', 'tipping.users')
    const explorer = new Survey(graph, 'a.md', [holds])
    const [users] = explorer.inputsNamed('users')
    const [limit] = explorer.inputsNamed('limit')
    expect(users && explorer.tipping(holds, users)).toMatchObject({
      factor: expect.closeTo(25 / 8, 6),
      value: { value: expect.closeTo(25, 6), unit: 'user' },
    })
    expect(limit && explorer.tipping(holds, limit)).toMatchObject({
      factor: expect.closeTo(16 / 50, 6),
      value: { value: expect.closeTo(16, 6), unit: 'op' },
    })
    expect(graph.run('a.md').holds).toBe(true)
  })

  it('runs a document of 30 operations with two imports anew at the cost of those operations', () => {
    const operations = Array.from(
      { length: 28 },
      (_, n) => `const n${n + 1} = n${n}.plus(base).times(1.01)`,
    ).join('\n')
    const graph = graphOf({
      'a.md': `import { base } from './b.md'\nimport { other } from './c.md'\nconst n0 = base.plus(other)\n${operations}`,
      'b.md': "const base = q('2 to 4 ops')",
      'c.md': "const other = q('3 ops')",
    })
    const bare = (base: Scalar, other: Scalar): Scalar => {
      let sum = base.plus(other)
      for (let n = 0; n < 28; n++) sum = sum.plus(base).times(1.01)
      return sum
    }
    const [base, other] = [new Scalar(3, unitNamed('op')), new Scalar(3, unitNamed('op'))]
    const microseconds = (work: () => unknown): number => {
      const start = performance.now()
      for (let n = 0; n < 500; n++) work()
      return ((performance.now() - start) / 500) * 1000
    }
    const whole = (): unknown => graph.run('a.md')
    const direct = (): unknown => bare(base, other)
    for (let n = 0; n < 20_000; n++) [whole(), direct()]
    // Interleaved, so that a busy machine slows both.
    const rounds = Array.from(
      { length: 41 },
      () => [microseconds(whole), microseconds(direct)] as const,
    )
    const medianOf = (place: 0 | 1): number =>
      rounds.map((round) => round[place]).toSorted((a, b) => a - b)[20] ?? Number.NaN
    const [run, operationsAlone] = [medianOf(0), medianOf(1)]
    console.log(
      `a re-run of 30 operations with two imports: ${run.toFixed(2)} µs, ${(run / operationsAlone).toFixed(1)} times the bare operations`,
    )
    // Seen: 1 to 2 µs, of the 10 that a reader's slider may take. What a run adds to the operations is asserted.
    expect(run / operationsAlone).toBeLessThan(12)
  })
})
