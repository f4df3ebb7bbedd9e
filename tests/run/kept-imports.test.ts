import { expect, test } from 'vitest'
import type { Graph } from '../../src/graph/graph.ts'
import { graphOf, usualGround } from './graph-of.ts'

/** How often each document's function was run. */
function counting(codes: Record<string, string>): { graph: Graph; runs: Record<string, number> } {
  const runs: Record<string, number> = {}
  const ground = usualGround()
  const compile: typeof ground.compile = (path, body) => {
    const whole = ground.compile(path, body)
    return (...all) => {
      runs[path] = (runs[path] ?? 0) + 1
      return whole(...all)
    }
  }
  return { graph: graphOf(codes, { ...ground, compile }), runs }
}

function give(graph: Graph, name: string, factor: number): void {
  const bound = graph.boundsOf('a.md').find(({ input }) => input.name === name)
  if (!bound) throw new Error(`no input ${name}`)
  graph.set(bound, (bound.mid as { times: (by: number) => unknown }).times(factor))
}

const diamond = {
  'a.md':
    "import { left } from './left.md'\nimport { right } from './right.md'\nconst own = q('1 op')\nconst sum = left.plus(right).plus(own)",
  'left.md': "import { base } from './base.md'\nconst left = base.times(2)",
  'right.md':
    "import { base } from './base.md'\nconst more = q('5 ops')\nconst right = base.plus(more)",
  'base.md': "const base = q('10 ops')",
}

test('an imported document is run again when an input that it rests on has changed, and then only', () => {
  const { graph, runs } = counting(diamond)
  const sum = (): number => Number((graph.run('a.md').sum as { value: number }).value)
  expect(sum()).toBe(20 + 15 + 1)
  give(graph, 'own', 2)
  expect(sum()).toBe(20 + 15 + 2)
  expect(runs).toEqual({ 'a.md': 2, 'left.md': 1, 'right.md': 1, 'base.md': 1 })
  give(graph, 'more', 3)
  expect(sum()).toBe(20 + 25 + 2)
  expect(runs).toEqual({ 'a.md': 3, 'left.md': 1, 'right.md': 2, 'base.md': 1 })
  give(graph, 'base', 10)
  expect(sum()).toBe(200 + 115 + 2)
  expect(runs).toEqual({ 'a.md': 4, 'left.md': 2, 'right.md': 3, 'base.md': 2 })
  for (const name of ['own', 'more', 'base']) give(graph, name, 1)
  expect(sum()).toBe(20 + 15 + 1)
})

test('what failed for one value of an input is run again for the next', () => {
  const { graph } = counting({
    'a.md': "import { tries } from './b.md'\nconst twice = tries.times(2)",
    'b.md':
      "const tries = q('3 tries')\nif (tries.value % 1 !== 0) throw new Error('no whole number')",
  })
  expect(graph.run('a.md').twice).toMatchObject({ value: 6 })
  give(graph, 'tries', 0.5)
  expect(() => graph.run('a.md')).toThrow('no whole number')
  expect(() => graph.run('a.md')).toThrow('no whole number')
  give(graph, 'tries', 3)
  expect(graph.run('a.md').twice).toMatchObject({ value: 18 })
})

test.each([
  ['a list', 'const shared = [3, 1, 2]', 'shared.sort()'],
  ['an object', 'const shared = { share: 1 }', 'shared.share = 0.5'],
  ['what an object holds', 'const shared = { deep: [{ n: 1 }] }', 'shared.deep[0]!.n = 2'],
])('%s that is imported cannot be changed by whom it was not made for', (_, made, change) => {
  const { graph } = counting({
    'a.md': `import { shared } from './b.md'\n${change}\nconst seen = 1`,
    'b.md': made,
    'c.md': "import { shared } from './b.md'\nconst seen = JSON.stringify(shared)",
  })
  const asMade = graph.run('c.md').seen
  expect(() => graph.run('a.md')).toThrow(TypeError)
  expect(graph.run('c.md').seen).toBe(asMade)
})

test('a document with a value that cannot be made unchangeable is run in every run', () => {
  const { graph, runs } = counting({
    'a.md': "import { seen } from './b.md'\nseen.set('a', 1)\nconst many = seen.size",
    'b.md': "const seen = new Map([['b', 1]])",
  })
  expect(graph.run('a.md').many).toBe(2)
  expect(graph.run('a.md').many).toBe(2)
  expect(runs['b.md']).toBe(2)
})
