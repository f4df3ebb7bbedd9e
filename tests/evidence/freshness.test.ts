import { describe, expect, it } from 'vitest'
import {
  currentSurroundings,
  experimentStates,
  type Surroundings,
} from '../../src/check/freshness.ts'
import { measure } from '../../src/check/measure.ts'
import { readProject } from '../../src/check/project.ts'
import { type TemporaryProject, temporaryProject } from '../project/project.ts'

/** Three documents: `a` measures through three files of TypeScript, `b` imports `c`, and `other` rests on neither. */
const files = {
  'package-lock.json': '{ "lockfileVersion": 3 }',
  'calculations/a.md': `# A\n\n\`\`\`ts\nconst size = q('10 ops') // source: a test\n\`\`\`\n\nIt has [10 ops](calc:size).\n\n\`\`\`ts measured\nimport { first } from '../sketches/first.ts'\nconst seen = first()\n\`\`\`\n\nSeen: [3](measured:seen).\n`,
  'calculations/b.md': `# B\n\n\`\`\`ts\nimport { base } from './c.md'\nconst twice = base.times(2)\n\`\`\`\n\nTwice is [8 ops](calc:twice).\n\n\`\`\`ts measured\nconst half = twice.times(0.25)\n\`\`\`\n\nHalf: [2 ops](measured:half).\n\n\`\`\`ts measured\nconst third = 3\n\`\`\`\n\nA third: [3](measured:third).\n`,
  'calculations/c.md': `# C\n\n\`\`\`ts\nconst base = q('4 ops') // source: a test\n\`\`\`\n\nThe base is [4 ops](calc:base).\n`,
  'calculations/other.md': `# Other\n\n\`\`\`ts\nconst lone = q('1 op') // source: a test\n\`\`\`\n\nOne: [1 op](calc:lone).\n\n\`\`\`ts measured\nconst alone = 1\n\`\`\`\n\nAlone: [1](measured:alone).\n`,
  'sketches/first.ts':
    "import { second } from './second.ts'\nexport const first = (): number => second()\n",
  'sketches/second.ts':
    "import { third } from './third.ts'\nexport const second = (): number => third()\n",
  'sketches/third.ts': "export const third = (): number => 3\nexport const page = './page.html'\n",
  'sketches/page.html': '<p>served by the sketch</p>',
  'sketches/unused.ts': 'export const unused = 1\n',
}

const all = ['a 0', 'b 0', 'b 1', 'other 0']

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
  await measure({
    root: project.root,
    paths: [],
    force: false,
    signal: new AbortController().signal,
    onProgress: () => {},
  })
  return project
}

describe('a result goes stale when what it rests on changes, and only then', async () => {
  const project = await measured()
  const change = async (path: keyof typeof files, from: string, to: string): Promise<string[]> => {
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
    ['a calculation of its document', 'calculations/a.md', '10 ops', '11 ops', ['a 0']],
    [
      'a document that its document imports',
      'calculations/c.md',
      "q('4 ops')",
      "q('5 ops')",
      ['b 0', 'b 1'],
    ],
    ['TypeScript that its fence imports', 'sketches/first.ts', 'second()', 'second() + 0', ['a 0']],
    ['TypeScript three imports away', 'sketches/third.ts', '=> 3', '=> 4', ['a 0']],
    ['a file that such TypeScript names', 'sketches/page.html', 'served', 'shown', ['a 0']],
    ['a file that nothing names', 'sketches/unused.ts', '1', '2', []],
    ['prose', 'calculations/a.md', 'It has', 'It still has', []],
    ['the place of a fence', 'calculations/a.md', 'It has', 'More words.\n\nIt has', []],
    ['a claim on the result', 'calculations/a.md', 'Seen: [3]', 'Seen: [3.0]', []],
    ['the lock file', 'package-lock.json', '3', '2', all],
  ])('%s', async ([, path, from, to, expected]) => {
    expect(await change(path, from, to)).toEqual(expected)
  })

  it.for<keyof Surroundings>(['lock', 'checker', 'node', 'cpu', 'cores', 'memory'])(
    'another %s',
    async (part) => {
      const now = await currentSurroundings(project.root)
      expect(await stale(project.root, { ...now, [part]: `${now[part]} another` })).toEqual(all)
    },
  )
})
