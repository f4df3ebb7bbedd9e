import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { check } from '../../src/check/check.ts'
import { type Experiment, sealed } from '../../src/evidence/measured.ts'
import { evidencePath, readMeasured, writeMeasured } from '../../src/evidence/store.ts'
import { temporaryProject } from '../project/project.ts'
import { experiment, measureAll, quick } from './documents.ts'

const path = 'calculations/x.md'

/** What is said of the measured claims, and the errors, which may be the same. */
async function said(root: string): Promise<string[]> {
  const { verdicts, messages } = await check({ root, paths: [], complete: false })
  const claims = verdicts.flatMap((each) => each.claims)
  return [
    ...claims.flatMap(({ scheme, verdict, reason }) =>
      scheme === 'calc' ? [] : [`${verdict}: ${reason}`],
    ),
    ...messages.filter(({ severity }) => severity === 'error').map(({ id }) => id),
  ]
}

describe('evidence is not taken', () => {
  it('when it was changed by hand, is of another time, half written or of another kind', async () => {
    await using project = await temporaryProject({ [path]: quick })
    const { root } = project
    await measureAll(root)
    expect(await said(root)).toEqual(['holds: null'])
    const file = evidencePath(root, 'measured', path)
    const text = await readFile(file, 'utf8')
    const whole = await readMeasured(root, path)
    if (!whole) throw new Error('nothing was measured')
    const [found] = whole.experiments
    const relative = join('.holdfast/measured', `${path}.json`)
    const byHand = 'untested: its evidence is not what was written when it was measured'

    await project.write(relative, text.replaceAll('0.04', '0.05'))
    expect(await said(root)).toEqual([byHand])
    await project.write(relative, text.replace(/"void": null/, '"void": "no"'))
    expect(await said(root)).toEqual([byHand])

    const rewrite = async (change: Partial<Experiment>): Promise<string[]> => {
      if (!found) throw new Error('nothing was measured')
      const { seal: _, ...content } = { ...found, ...change }
      await writeMeasured(root, { ...whole, experiments: [sealed(content)] })
      return said(root)
    }
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString()
    expect(await rewrite({ measuredAt: tomorrow })).toEqual([
      `stale: measured at ${tomorrow}, which is still to come: a clock was set back`,
      'claim-stale',
    ])
    expect(await rewrite({ key: 'of something else' })).toEqual([
      'stale: something that the result rests on has changed',
      'claim-stale',
    ])
    expect(await rewrite({})).toEqual(['holds: null'])

    for (const damaged of [
      '',
      text.slice(0, text.length / 2),
      '[]',
      text.replace('schema": 2', 'schema": 1'),
    ]) {
      await project.write(relative, damaged)
      expect(await said(root)).toEqual(['untested: not measured yet'])
    }
  })

  it('when what it rests on was changed while it was measured', async () => {
    const body = `import { appendFileSync } from 'node:fs'
import { five } from '../sketches/five.ts'
appendFileSync('sketches/five.ts', '// once more\\n')
const taken = five`
    await using project = await temporaryProject({
      [path]: experiment(body, 'It is [at most 6](measured:taken).'),
      'sketches/five.ts': 'export const five = 5\n',
    })
    const { messages } = await measureAll(project.root)
    expect(messages.map(({ id, line }) => `${line} ${id}`)).toEqual(['9 experiment-changed'])
    expect(await said(project.root)).toEqual(['untested: not measured yet'])
  })
})

describe('a result is not made', () => {
  it('of what the runs do not have in common, of no number and of a distribution of nothing', async () => {
    const body = `import { appendFileSync, readFileSync } from 'node:fs'
import { quantity } from 'holdfast/quantity'
appendFileSync('tries', 'x')
const tries = readFileSync('tries', 'utf8').length
const empty = { kind: 'distribution', unit: 'ms', values: [] as [number, number][] }
const filled = { ...empty, values: [[1, 10]] as [number, number][] }
const kind = tries === 1 ? 5 : 'failed'
const dimension = tries === 2 ? quantity(5, 's') : quantity(5, 'B')
const broken = (tries - tries) / 0
const once = tries === 3 ? undefined : 5
const latency = tries === 2 ? empty : filled
const inside = { latency, lost: tries === 1 ? 0 : 'many', ...(tries === 3 ? {} : { sent: 5 }) }
const steady = filled`
    const claims = [
      ...['kind', 'dimension', 'broken', 'once', 'latency.p99'],
      ...['inside.latency.p99', 'inside.lost', 'inside.sent', 'steady.p99'],
    ]
    const prose = claims.map((name) => `[at most 5](measured:${name})`).join(', ')
    await using project = await temporaryProject({ [path]: experiment(body, prose) })
    await measureAll(project.root)
    const { messages } = await check({ root: project.root, paths: [], complete: false })
    const errors = messages.filter(({ severity, line }) => severity === 'error' && line > 20)
    expect(errors.map(({ id }) => id)).toEqual([
      ...['experiment-value', 'experiment-value', 'experiment-value', 'experiment-value'],
      ...[
        'experiment-value',
        'claim-member',
        'claim-differs',
        'claim-member',
        'stated-unit-missing',
      ],
    ])
  })

  it('of a fence that records nothing', async () => {
    const body = 'await using held = { [Symbol.asyncDispose]: async () => {} }\nvoid held'
    await using project = await temporaryProject({ [path]: experiment(body, '') })
    expect(await said(project.root)).toEqual(['experiment-empty'])
  })

  it('of a recorded name that derived code declares or imports once more', async () => {
    const derived = (code: string): string =>
      `${quick}\n\`\`\`ts derived\n${code}\nconst half = 1\n\`\`\`\n`
    await using project = await temporaryProject({
      [path]: derived('const taken = 1'),
      'calculations/y.md': derived("import { half as taken } from './x.md'"),
    })
    const { messages } = await check({ root: project.root, paths: [], complete: false })
    const errors = messages.filter(({ severity }) => severity === 'error')
    expect(errors.map((each) => `${each.path}:${each.line} ${each.id}`)).toEqual([
      'calculations/x.md:11 name-doubled',
      'calculations/x.md:14 claim-derived',
      'calculations/y.md:17 type-error',
    ])
  })
})
