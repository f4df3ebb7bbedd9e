import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { check } from '../../src/check/check.ts'
import { measure } from '../../src/check/measure.ts'
import { repository, temporaryProject } from '../project/project.ts'

const path = 'calculations/x.md'
const text =
  '# X\n\n```ts\nconst clients = q(\'5 clients\') // source: a test\nconst pairs = clients.per(2)\n```\n\nThere are [5 clients](calc:clients), and [2.5 clients](calc:pairs) in each half, not [3](calc:pairs "refuted").\n\n```ts measured\nconst taken = 40\n```\n\nIt takes [at most 50](measured:taken).\n'

const holdfast = (
  root: string,
  words: string[],
  environment: Record<string, string> = {},
): Promise<{ code: number | null; output: string }> =>
  new Promise((resolve) => {
    const env = { ...process.env, NO_COLOR: '1', CI: '', ...environment }
    const child = execFile(
      process.execPath,
      ['--no-warnings', join(repository, 'src/cli.ts'), ...words],
      { cwd: root, env },
      (_, stdout, stderr) => resolve({ code: child.exitCode, output: stdout + stderr }),
    )
  })

const project = (): ReturnType<typeof temporaryProject> =>
  temporaryProject({ 'holdfast.config.ts': 'export default {}\n', [path]: text })

describe('explain', () => {
  it('tells how a value came about, what moves it and what rests on it', async () => {
    await using at = await project()
    const { code, output } = await holdfast(at.root, ['explain', `${path}:8:43`])
    expect(output).toContain('pairs = 2.5 clients  calculations/x.md:5')
    expect(output).toContain('pairs = clients.per(2) = 2.5 clients')
    expect(output).toMatch(/clients, 5 clients +1\.25 clients to 5 clients/)
    expect(output).toMatch(/\[2\.5 clients\] +holds/)
    expect(output).toMatch(/\[3\] +refuted, as stated/)
    expect(code).toBe(0)
  })

  it.each(['x.md:8:43', '../calculations/x.md#pairs', `${path}:8:43`])(
    'takes %s from the folder that the user is in, or from the root as messages have it',
    async (place) => {
      await using at = await project()
      const { code, output } = await holdfast(join(at.root, 'calculations'), ['explain', place])
      expect(output).toContain('pairs = 2.5 clients  calculations/x.md:5')
      expect(code).toBe(0)
    },
  )

  it('knows a name wherever it is declared, and says where nothing is', async () => {
    await using at = await project()
    expect((await holdfast(at.root, ['explain', 'clients'])).output).toContain(
      'clients = 5 clients  calculations/x.md:4',
    )
    const { code, output } = await holdfast(at.root, ['explain', 'nowhere'])
    expect(output).toContain('place-unknown: no claim and no name at nowhere')
    expect(code).toBe(2)
  })

  it.for([
    ['cleints', 'clients'],
    ['calculations/x.md#piars', 'calculations/x.md#pairs'],
    ['calculations/y.md:5', 'calculations/x.md:5'],
    ['calculations/y.md#pairs', 'calculations/x.md#pairs'],
  ] as const)('names what %s may have meant', async ([written, meant]) => {
    await using at = await project()
    const { code, output } = await holdfast(at.root, ['explain', written])
    expect(output).toContain(`cure: write ${meant}, if that was meant, or path:line`)
    expect(code).toBe(2)
  })
})

describe('accept', () => {
  it('is refused in CI, and changes nothing there', async () => {
    await using at = await project()
    await at.write(path, text.replace('[2.5', '[3.5'))
    const { code, output } = await holdfast(at.root, ['accept'], { CI: 'true' })
    expect(output).toContain('accept-in-ci')
    expect(code).toBe(2)
    expect(await readFile(join(at.root, path), 'utf8')).toContain('[3.5')
  })
})

describe('check', () => {
  it('calls a measured claim stale when its fence has changed', async () => {
    await using at = await project()
    await measure({
      root: at.root,
      paths: [],
      force: false,
      signal: new AbortController().signal,
      onProgress: () => {},
    })
    await at.write(path, text.replace('taken = 40', 'taken = 41'))
    const { messages, exitCode } = await check({ root: at.root, paths: [], complete: false })
    expect(messages.map(({ id, line }) => `${line} ${id}`)).toEqual(['14 claim-stale'])
    expect(exitCode).toBe(1)
  })

  it('leaves a superseded record alone, and warns whoever imports from it', async () => {
    const record = (number: string, status: string, more: string): string =>
      `# ADR-${number}: Use X\n\n**Date**: 2026-01-01\n**Status**: ${status}\n**Deciders**: A person\n**Technical Story**: None\n\n## Context and Problem Statement\n\n${more}\n`
    await using at = await temporaryProject({
      'adrs/001-use-x.md': record(
        '001',
        'Superseded by [ADR-002](002-use-y.md)',
        "```ts\nconst size = q('5 ops') // source: a test\n```\n\nIt takes [7 ops](calc:size), and 99 people.",
      ),
      'calculations/y.md':
        "# Y\n\n```ts\nimport { size } from '../adrs/001-use-x.md'\nconst twice = size.times(2)\n```\n\nDoubled that is [10 ops](calc:twice).\n",
    })
    const { messages, verdicts } = await check({ root: at.root, paths: [], complete: false })
    expect(
      messages
        .filter(({ path: where }) => where === 'calculations/y.md')
        .map(({ id, severity }) => `${severity} ${id}`),
    ).toEqual(['warning import-specimen'])
    expect(
      messages.filter(({ id }) => id.startsWith('claim-') || id === 'number-unclaimed'),
    ).toEqual([])
    expect(verdicts.find((each) => each.path === 'adrs/001-use-x.md')).toMatchObject({
      status: 'Superseded',
      claims: [],
    })
  })
})

describe('build', () => {
  it('says how to settle what was not measured yet, without a message for each', async () => {
    await using at = await project()
    const { code, output } = await holdfast(at.root, ['build'])
    expect(output).toContain(
      'The site is not built: only what holds is published.\nholdfast measure',
    )
    expect(output).not.toContain('claim-untested')
    expect(code).toBe(1)
  })
})
