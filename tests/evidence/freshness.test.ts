import { describe, expect, it, vi } from 'vitest'
import {
  currentSurroundings,
  experimentStates,
  type Surroundings,
} from '../../src/check/freshness.ts'
import { readProject } from '../../src/check/project.ts'
import { type TemporaryProject, temporaryProject } from '../project/project.ts'
import { measureAll } from './documents.ts'

/**
 * Documents: `a` measures through files of TypeScript, `b` imports `c`, a fence of `d` names files, and `other` rests on
 * none of these.
 */
const files = {
  'package-lock.json': '{ "lockfileVersion": 3 }',
  'calculations/a.md': `# A\n\n\`\`\`ts\nimport { twice, thrice as unused } from './models/times.ts'\nimport { half } from './models/half.ts'\nconst size = q('10 ops') // source: a test\nconst doubled = size.times(twice)\nconst price = q('3 EUR').times(half) // source: a test\n\`\`\`\n\nIt has [10 ops](calc:size), [20 ops](calc:doubled) for [1.50 EUR](calc:price).\n\n\`\`\`ts measured\nimport { first } from '../sketches/first.ts'\nconst seen = first()\nconst load = doubled.times(1)\n\`\`\`\n\nSeen: [3](measured:seen).\n`,
  'calculations/b.md': `# B\n\n\`\`\`ts\nimport { base } from './c.md'\nconst twice = base.times(2)\n\`\`\`\n\nTwice is [8 ops](calc:twice).\n\n\`\`\`ts measured\nconst half = twice.times(0.25)\n\`\`\`\n\nHalf: [2 ops](measured:half).\n\n\`\`\`ts measured\nconst third = 3\n\`\`\`\n\nA third: [3](measured:third).\n`,
  'calculations/c.md': `# C\n\n\`\`\`ts\nconst base = q('4 ops') // source: a test\n\`\`\`\n\nThe base is [4 ops](calc:base).\n`,
  'calculations/d.md': `# D\n\n\`\`\`ts measured\nimport { readdirSync, readFileSync } from 'node:fs'\nimport { fourth } from '../sketches/fourth.ts'\nconst limit = Number(readFileSync('data/limit.txt', 'utf8')) + fourth\nconst files = readdirSync('./data/many').length\n\`\`\`\n\n[At most 9](measured:limit), [1](measured:files).\n`,
  'data/limit.txt': '5',
  'data/many/one.txt': 'one',
  'sketches/fourth.ts':
    "import { env } from 'node:process'\nconst { SECOND_OF_HOLDFAST_URL = '', ...others } = process.env\nexport const fourth = [SECOND_OF_HOLDFAST_URL, env.THIRD_OF_HOLDFAST_URL, others].length\n",
  'calculations/other.md': `# Other\n\n\`\`\`ts\nconst lone = q('1 op') // source: a test\n\`\`\`\n\nOne: [1 op](calc:lone).\n\n\`\`\`ts measured\nconst alone = 1\n\`\`\`\n\nAlone: [1](measured:alone).\n`,
  'calculations/models/times.ts': 'export const twice = 2\nexport const thrice = 3\n',
  'calculations/models/half.ts': 'export const half = 0.5\n',
  'sketches/first.ts': `import { second } from './second.ts'
import type { Shape } from './shape.ts'
import { bench } from './bench-more/run.ts'
export const first = (shape?: Shape): number => second(shape) + bench
export const database = process.env.TEST_OF_HOLDFAST_URL
export const started = new URL('helper.ts', import.meta.url)
export const others = ['./a worker.ts', './asked.ts?mode=quick', new URL('a%20page.html', import.meta.url)]
export const token = '${'header.'.repeat(2000)}'
export const site = 'dist/page.html'
`,
  'sketches/helper.ts': "import { deep } from './deep.ts'\nconsole.log(deep)\n",
  'sketches/deep.ts': 'export const deep = 1\n',
  'sketches/a worker.ts': 'console.log(1)\n',
  'sketches/asked.ts': 'console.log(1)\n',
  'sketches/a page.html': '<p>one</p>',
  'sketches/shape.ts': 'export interface Shape { size: number }\n',
  'sketches/bench-more/run.ts': "export const bench = 0\nexport const named = '../bench'\n",
  'sketches/bench/list.txt': 'one',
  'dist/page.html': '<p>built</p>',
  'sketches/second.ts':
    "import { third } from './third.ts'\nexport const second = (_: unknown): number => third()\n",
  'sketches/third.ts': "export const third = (): number => 3\nexport const page = './page.html'\n",
  'sketches/page.html': '<p>served by the sketch</p>',
  'sketches/unused.ts': 'export const unused = 1\n',
}

const all = ['a 0', 'b 0', 'b 1', 'd 0', 'other 0']

async function stale(root: string, surroundings?: Surroundings): Promise<string[]> {
  const project = await readProject(root)
  const states = await experimentStates(project, project.documents.keys(), surroundings)
  return [...states.values()]
    .flat()
    .filter(({ verdict }) => verdict !== 'holds')
    .map(({ path, ordinal }) => `${path.replace(/^calculations\/|\.md$/g, '')} ${ordinal}`)
}

async function measured(): Promise<TemporaryProject> {
  const project = await temporaryProject(files)
  expect((await measureAll(project.root)).messages).toEqual([])
  return project
}

describe('a result goes stale when what it rests on changes, and only then', async () => {
  const project = await measured()
  const change = async (path: keyof typeof files, from: string, to: string): Promise<string[]> => {
    expect(files[path]).toContain(from)
    await project.write(path, files[path].replace(from, to))
    const found = await stale(project.root)
    await project.write(path, files[path])
    return found
  }

  it('holds while nothing has changed', async () => {
    expect(await stale(project.root)).toEqual([])
  })

  it.for<[string, keyof typeof files, string, string, string[]]>([
    ['its fence', 'calculations/b.md', 'twice.times(0.25)', 'twice.times(0.5)', ['b 0']],
    [
      'another fence of its document that measures',
      'calculations/b.md',
      'third = 3',
      'third = 4',
      ['b 1'],
    ],
    ['an input behind it', 'calculations/a.md', "q('10 ops')", "q('11 ops')", ['a 0']],
    ['an input of its document, not behind it', 'calculations/a.md', '3 EUR', '4 EUR', []],
    ['a model behind it', 'calculations/models/times.ts', '= 2', '= 4 / 2', ['a 0']],
    ['a model of its document, not behind it', 'calculations/models/half.ts', '0.5', '0.25', []],
    ['which name of a model it is', 'calculations/a.md', '{ twice,', '{ thrice as twice,', ['a 0']],
    ['the origin of an input', 'calculations/a.md', 'source: a test', 'assumed: a test', []],
    [
      'a calculation that changes things in place',
      'calculations/a.md',
      'const price',
      'const list: number[] = []\nlist.push(1)\nconst price',
      ['a 0'],
    ],
    [
      'a document that its document imports',
      'calculations/c.md',
      "q('4 ops')",
      "q('5 ops')",
      ['b 0'],
    ],
    ['a file that its fence names', 'data/limit.txt', '5', '6', ['d 0']],
    ['a file in a folder that its fence names', 'data/many/one.txt', 'one', 'two', ['d 0']],
    ['TypeScript that its fence imports', 'sketches/first.ts', '+ bench', '+ bench + 0', ['a 0']],
    ['TypeScript three imports away', 'sketches/third.ts', '=> 3', '=> 4', ['a 0']],
    ['a file that such TypeScript names', 'sketches/page.html', 'served', 'shown', ['a 0']],
    ['a program that such TypeScript starts', 'sketches/helper.ts', 'log', 'info', ['a 0']],
    ['what only such a program imports', 'sketches/deep.ts', '1', '2', ['a 0']],
    ['a path with a blank', 'sketches/a worker.ts', '1', '2', ['a 0']],
    ['a path with a query', 'sketches/asked.ts', '1', '2', ['a 0']],
    ['a path in the signs of an address', 'sketches/a page.html', 'one', 'two', ['a 0']],
    ['a folder whose name begins another', 'sketches/bench/list.txt', 'one', 'two', ['a 0']],
    ['types, of which nothing runs', 'sketches/shape.ts', 'size', 'width', []],
    ['the site that is built', 'dist/page.html', 'built', 'built again', []],
    ['a file that nothing names', 'sketches/unused.ts', '1', '2', []],
    ['prose', 'calculations/a.md', 'It has', 'It still has', []],
    ['the place of a fence', 'calculations/a.md', 'It has', 'More words.\n\nIt has', []],
    ['a claim on the result', 'calculations/a.md', 'Seen: [3]', 'Seen: [3.0]', []],
    ['the lock file', 'package-lock.json', '3', '2', all],
  ])('%s', async ([, path, from, to, expected]) => {
    expect(await change(path, from, to)).toEqual(expected)
  })

  it.for([
    ['such TypeScript reads', 'TEST_OF_HOLDFAST_URL', ['a 0']],
    ['it takes out of the environment', 'SECOND_OF_HOLDFAST_URL', ['d 0']],
    ['it reads from what it imports', 'THIRD_OF_HOLDFAST_URL', ['d 0']],
    ['every Node reads', 'UV_THREADPOOL_SIZE', all],
  ] as const)('an environment variable that %s', async ([, name, expected]) => {
    vi.stubEnv(name, 'another')
    expect(await stale(project.root)).toEqual(expected)
    vi.unstubAllEnvs()
    expect(await stale(project.root)).toEqual([])
  })

  it.for<keyof Surroundings>(['lock', 'checker', 'compiler', 'node', 'cpu', 'cores', 'memory'])(
    'another %s',
    async (part) => {
      const now = await currentSurroundings(project.root)
      expect(await stale(project.root, { ...now, [part]: `${now[part]} another` })).toEqual(all)
    },
  )
})
