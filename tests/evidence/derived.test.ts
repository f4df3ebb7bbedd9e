import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { check } from '../../src/check/check.ts'
import { readMeasured, writeMeasured } from '../../src/evidence/store.ts'
import { type TemporaryProject, temporaryProject } from '../project/project.ts'
import { measureAll } from './documents.ts'

/** Two experiments and what is derived from them: each alone, one by a bound that no factor breaks, and both. */
const source = `# Two experiments

\`\`\`ts measured
const left = 10
\`\`\`

\`\`\`ts measured
const right = 20
\`\`\`

\`\`\`ts derived
const fromLeft = 2 * left
const { fromRight = 0 } = { fromRight: 2 * right }
const isSmall = left < 1_000_000
const both = fromLeft + fromRight
left * 3 //=> 30
right * 3 //=> 60
\`\`\`

[20](derived:fromLeft), [40](derived:fromRight), [true](derived:isSmall), [60](derived:both).
`

/** Names of the other document, measured and derived, as they stand and taken further. */
const importer = `# Another document

\`\`\`ts derived
import { fromLeft, right } from './source.md'
const further = fromLeft + 1
const furtherRight = right + 1
\`\`\`

[20](derived:fromLeft), [20](measured:right), [21](derived:further), [21](derived:furtherRight).
`

const path = 'calculations/source.md'
const onLeft = ['fromLeft', 'isSmall', 'both', 'line 16', 'fromLeft', 'further']
const onRight = ['fromRight', 'both', 'line 17', 'right', 'furtherRight']

async function verdictsOf(root: string): Promise<Record<string, string[]>> {
  const { verdicts } = await check({ root, paths: [], complete: false })
  const found: Record<string, string[]> = {}
  for (const { claims, expectations } of verdicts.toReversed())
    for (const { name, verdict } of [...claims, ...expectations])
      found[verdict] = [...(found[verdict] ?? []), name]
  return found
}

describe('what is derived is as stale as the experiments that it rests on, and no more', () => {
  let project: TemporaryProject
  beforeAll(async () => {
    project = await temporaryProject({ [path]: source, 'calculations/importer.md': importer })
    await measureAll(project.root)
  })
  afterAll(() => project[Symbol.asyncDispose]())

  it('holds while nothing has changed', async () => {
    expect(await verdictsOf(project.root)).toEqual({ holds: expect.any(Array) })
  })

  it.for([
    ['left', 'left = 10', 'left = 5 + 5', onLeft],
    ['right', 'right = 20', 'right = 10 + 10', onRight],
  ] as const)('goes stale with %s alone', async ([, from, to, expected]) => {
    await project.write(path, source.replace(from, to))
    const { stale } = await verdictsOf(project.root)
    expect(stale).toEqual(expected)
  })

  it('rests on all that is mentioned where code changes things in place', async () => {
    const gathering = source.replace(
      'const both',
      'const list: number[] = []\nlist.push(right)\nconst both',
    )
    await project.write(path, gathering.replace('right = 20', 'right = 10 + 10'))
    const { stale } = await verdictsOf(project.root)
    expect(stale).toEqual(expect.arrayContaining(['fromLeft', 'isSmall']))
  })

  it('is untested with an experiment that never ran, while the others keep their values', async () => {
    await project.write(path, source)
    const found = await readMeasured(project.root, path)
    if (!found) throw new Error('nothing was measured')
    await writeMeasured(project.root, {
      ...found,
      experiments: found.experiments.filter(({ ordinal }) => ordinal !== 0),
    })
    const { untested, holds } = await verdictsOf(project.root)
    expect(untested).toEqual(onLeft)
    expect(holds).toEqual(onRight.filter((name) => name !== 'both'))
    const { exitCode } = await check({ root: project.root, paths: [], complete: true })
    expect(exitCode).toBe(1)
  })
})
