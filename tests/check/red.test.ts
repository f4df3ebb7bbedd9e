import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { repository, temporaryProject } from '../project/project.ts'

const good = `# X

\`\`\`ts
const clients = q('10 clients') // source: a test
const size = q('3 KB') // source: a test
\`\`\`

There are [10 clients](calc:clients) of [3 KB](calc:size).

\`\`\`ts measured
const taken = 40
\`\`\`

It takes [at most 50](measured:taken).
`

interface Answer {
  code: number | null
  output: string
}

const holdfast = (root: string, ...words: string[]): Promise<Answer> =>
  new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      ['--no-warnings', join(repository, 'src/cli.ts'), ...words],
      { cwd: root, env: { ...process.env, NO_COLOR: '1', CI: '' } },
      (_, stdout, stderr) => resolve({ code: child.exitCode, output: stdout + stderr }),
    )
  })

/** One document is enough to stop both the check and the publishing, with the same line. */
async function expectRed(text: string, line: string): Promise<void> {
  await using project = await temporaryProject({
    'holdfast.config.ts': 'export default {}\n',
    'calculations/x.md': good,
  })
  const { root } = project
  expect((await holdfast(root, 'measure')).code).toBe(0)
  await project.write('calculations/x.md', text)
  for (const command of ['check', 'build']) {
    const { code, output } = await holdfast(root, command)
    expect(output).toContain(`calculations/x.md:${line}`)
    expect(code).toBe(1)
  }
}

describe('check and build turn red at the line and column of', () => {
  it('a wrong stated number', () =>
    expectRed(
      good.replace('[10 clients]', '[11 clients]'),
      '8:12 claim-differs: stated 11 clients',
    ))

  it('a type error in a fence', () =>
    expectRed(good.replace("q('3 KB')", "q('3 KB').upper()"), '5:24 type-error: TS2551'))

  it('a unit error', () =>
    expectRed(
      good.replace('\n```\n\nThere', '\nconst sum = clients.plus(size)\n```\n\nThere'),
      '6:26 type-error: TS2345 Argument of type \'Quantity<"B">\' is not assignable to parameter of type \'Quantity<"client">\'',
    ))

  it('a claim that names nothing', () =>
    expectRed(
      good.replace('calc:clients', 'calc:client'),
      '8:12 claim-unknown: no name client in this document or its imports',
    ))

  it('a measured bound that does not hold', () =>
    expectRed(
      good.replace('at most 50', 'at most 30'),
      '14:11 claim-differs: stated at most 30, measured 40',
    ))
})
