import { describe, expect, it } from 'vitest'
import { check } from '../../src/check/check.ts'
import { readMeasured } from '../../src/evidence/store.ts'
import { temporaryProject } from '../project/project.ts'
import { experiment, measureAll, quick } from './documents.ts'

const path = 'calculations/x.md'

const verdictOf = async (root: string): Promise<string[]> => {
  const { verdicts } = await check({ root, paths: [], complete: false })
  return verdicts.flatMap(({ claims }) =>
    claims.filter(({ scheme }) => scheme === 'measured').map(({ verdict }) => verdict),
  )
}

describe('an experiment', () => {
  it('that is honest holds, and is not run again while nothing changes', async () => {
    await using project = await temporaryProject({ [path]: quick })
    expect(await verdictOf(project.root)).toEqual(['untested'])
    expect(await measureAll(project.root)).toMatchObject({ measured: 1, fresh: 0, messages: [] })
    expect(await verdictOf(project.root)).toEqual(['holds'])
    expect(await measureAll(project.root)).toMatchObject({ measured: 0, fresh: 1 })
  })

  it('whose bound does not hold fails at the claim', async () => {
    await using project = await temporaryProject({
      [path]: quick.replace('at most 50 ms', 'at most 30 ms'),
    })
    await measureAll(project.root)
    const { messages, exitCode } = await check({ root: project.root, paths: [], complete: false })
    expect(
      messages
        .filter(({ severity }) => severity === 'error')
        .map(({ id, line, column }) => ({ id, line, column })),
    ).toEqual([{ id: 'claim-differs', line: 14, column: 11 }])
    expect(exitCode).toBe(1)
  })

  it('whose driver lags has no result, however often it is tried', async () => {
    const body = "const run = { taken: 40, void: 'driver lagged 31 ms' }\nconst taken = run.taken"
    await using project = await temporaryProject({
      [path]: experiment(body, 'It takes [at most 50](measured:taken).'),
    })
    expect(await measureAll(project.root)).toMatchObject({ measured: 0, tooNoisy: 1 })
    const [found] = (await readMeasured(project.root, path))?.experiments ?? []
    expect(found?.runs).toHaveLength(6)
    expect(found).toMatchObject({ result: null, reason: 'machine too noisy: driver lagged 31 ms' })
    expect(await verdictOf(project.root)).toEqual(['untested'])
  })

  it('that needs what is not here is left out at once, and says what is missing', async () => {
    const body = `const missing = Object.assign(new Error('no C compiler is found'), { name: 'VoidRun' })
const taken: number = ((): number => { throw missing })()`
    await using project = await temporaryProject({
      [path]: experiment(body, 'It takes [at most 50](measured:taken).'),
    })
    const counts = { measured: 0, tooNoisy: 0, leftOut: 1, messages: [] }
    expect(await measureAll(project.root)).toMatchObject(counts)
    const [found] = (await readMeasured(project.root, path))?.experiments ?? []
    expect(found?.runs).toHaveLength(1)
    expect(found).toMatchObject({ result: null, reason: 'left out: no C compiler is found' })
    expect(await verdictOf(project.root)).toEqual(['untested'])
  })

  it.for([
    [
      'within another result',
      "const all = [{ first: run('driver lagged 31 ms'), second: run(null) }]",
    ],
    ['without a reason', 'const all = run(true)'],
    ['in an empty text', "const all = run('')"],
  ])('whose driver lags, which is said %s, has no result', async ([, all]) => {
    const body = `const run = (word: unknown) => ({ taken: 40, void: word })\n${all}\nconst taken = 40`
    await using project = await temporaryProject({
      [path]: experiment(body, 'It takes [at most 50](measured:taken).'),
    })
    expect(await measureAll(project.root)).toMatchObject({ measured: 0, tooNoisy: 1 })
  })

  it('with a void that is neither true nor a text counts', async () => {
    const words = 'null, undefined, false, 0, 3, {}, []'
    const body = `const all = [${words}].map((word) => ({ taken: 40, void: word }))\nconst taken = 40`
    await using project = await temporaryProject({
      [path]: experiment(body, 'It takes [at most 50](measured:taken).'),
    })
    expect(await measureAll(project.root)).toMatchObject({ measured: 1, tooNoisy: 0 })
  })

  it('whose driver lags now and then is repeated until three runs are valid', async () => {
    const body = `import { appendFileSync, readFileSync } from 'node:fs'
appendFileSync('tries', 'x')
const tries = readFileSync('tries', 'utf8').length
const run = { taken: 40, void: tries % 2 === 1 ? 'driver lagged 31 ms' : null }
const taken = run.taken`
    await using project = await temporaryProject({
      [path]: experiment(body, 'It takes [at most 50](measured:taken).'),
    })
    const { messages, ...counts } = await measureAll(project.root)
    expect(counts).toEqual({ measured: 1, fresh: 0, tooNoisy: 0, leftOut: 0 })
    expect(
      messages.map(({ severity, line, id, text }) => `${severity} ${line} ${id}: ${text}`),
    ).toEqual([
      'warning 9 experiment-littered: while this experiment ran, tries appeared in the project, where its next run finds it',
    ])
    const [found] = (await readMeasured(project.root, path))?.experiments ?? []
    expect(found?.runs.map((each) => each.void !== null)).toEqual([
      ...[true, false, true, false, true, false],
    ])
    expect(await verdictOf(project.root)).toEqual(['holds'])
  })

  it('that fails at the first try is not saved by a second one', async () => {
    const body = `import { existsSync, writeFileSync } from 'node:fs'
const isSecond = existsSync('tried')
writeFileSync('tried', '')
if (!isSecond) throw new Error('not yet')
const taken = 1`
    await using project = await temporaryProject({
      [path]: experiment(body, 'It is [at most 2](measured:taken).'),
    })
    const { messages, measured } = await measureAll(project.root)
    expect(messages.map(({ id, line, text }) => `${line} ${id}: ${text}`)).toEqual([
      '13 experiment-failed: this experiment failed: not yet',
    ])
    expect(measured).toBe(0)
    expect(await verdictOf(project.root)).toEqual(['untested'])
  })

  it('that never ends is ended at its limit', async () => {
    await using project = await temporaryProject({
      [path]: experiment('while (true) {}\nconst taken = 1', 'It is [at most 2](measured:taken).'),
    })
    const { messages } = await measureAll(project.root, { seconds: 2 })
    expect(messages.map(({ text }) => text)).toEqual([
      'this experiment failed: it did not end within 2 s',
    ])
  })

  it('that ends its own process is reported', async () => {
    await using project = await temporaryProject({
      [path]: experiment('process.exit(0)\nconst taken = 1', 'It is [at most 2](measured:taken).'),
    })
    const { messages } = await measureAll(project.root)
    expect(messages.map(({ id }) => id)).toEqual(['experiment-failed'])
  })
})
