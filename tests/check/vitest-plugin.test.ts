import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { start } from '../cli/process.ts'
import { repository, temporaryProject } from '../project/project.ts'

const text = `# X

\`\`\`ts
const clients = q('10 clients') // source: a test
const pairs = clients.per(2)
\`\`\`

There are [10 clients](calc:clients), and [5 clients](calc:pairs) of them, not seen as [4 clients](calc:pairs).

\`\`\`ts measured
throw new Error('document code ran inside of Vitest')
const taken = 1
\`\`\`

It takes [at most 2](measured:taken).
`

const config = `import { holdfast } from 'holdfast/vitest'
export default { plugins: [holdfast({ root: import.meta.dirname })], test: { include: ['calculations/**/*.md'] } }
`

interface Report {
  testResults: {
    name: string
    assertionResults: {
      title: string
      status: string
      location: { line: number; column: number } | null
      failureMessages: string[]
    }[]
  }[]
}

describe('the Vitest plugin', () => {
  it('makes each claim a test at its line and column, and runs no code of a document', async () => {
    await using project = await temporaryProject({
      'calculations/x.md': text.replace('not seen as', 'where one counted'),
      'vitest.config.ts': config,
    })
    const output = join(project.root, 'report.json')
    const code = await new Promise<number | null>((resolve) => {
      const child = execFile(
        process.execPath,
        [
          join(repository, 'node_modules/vitest/vitest.mjs'),
          'run',
          '--reporter=json',
          '--reporter=junit',
          `--outputFile.json=${output}`,
          `--outputFile.junit=${output}.xml`,
        ],
        { cwd: project.root, env: { ...process.env, VITEST: '', NODE_OPTIONS: '' } },
      )
      child.on('exit', resolve)
    })
    const report: Report = JSON.parse(await readFile(output, 'utf8'))
    const found = report.testResults.flatMap(({ assertionResults }) =>
      assertionResults.map(
        ({ title, status, location }) => `${location?.line}:${location?.column} ${status} ${title}`,
      ),
    )
    expect(found).toEqual([
      '8:12 passed 10 clients (clients) at 8:12',
      '8:44 passed 5 clients (pairs) at 8:44',
      '8:95 failed 4 clients (pairs) at 8:95',
      '15:11 skipped at most 2 (taken) at 15:11',
      expect.stringMatching(/passed nothing else is wrong$/),
    ])
    const failed = report.testResults[0]?.assertionResults[2]?.failureMessages[0]
    expect(failed).toContain('claim-differs: stated 4 clients, computed 5')
    expect(code).toBe(1)
    const junit = await readFile(`${output}.xml`, 'utf8')
    const cases = [...junit.matchAll(/<testcase classname="([^"]*)" name="([^"]*)"/g)]
    expect(cases.map(([, file, name]) => `${file}: ${name}`)).toEqual([
      'calculations/x.md: 10 clients (clients) at 8:12',
      'calculations/x.md: 5 clients (pairs) at 8:44',
      'calculations/x.md: 4 clients (pairs) at 8:95',
      'calculations/x.md: at most 2 (taken) at 15:11',
      'calculations/x.md: nothing else is wrong',
    ])
    expect(junit).toMatch(
      /name="4 clients [^>]*>\s*<failure message="calculations\/x\.md:8:95 claim-differs: stated 4 clients, computed 5/,
    )
  })

  it('judges a changed document anew in watch mode, and what rests on it', async () => {
    const importing = `# Y

\`\`\`ts
import { pairs } from './x.md'
const twice = pairs.times(2)
\`\`\`

Doubled these are [10 clients](calc:twice).
`
    const right = text.replace(/, not seen as[^.]*/, '')
    await using project = await temporaryProject({
      'calculations/x.md': right,
      'calculations/y.md': importing,
      'vitest.config.ts': config,
    })
    const command = [process.execPath, join(repository, 'node_modules/vitest/vitest.mjs')]
    const vitest = start([...command, 'watch', '--reporter=tap-flat'], { folder: project.root })
    try {
      await vitest.said(/^ok .*10 clients \(twice\) at 8:20/m)
      await project.write('calculations/x.md', right.replace('per(2)', 'per(5)'))
      const said = await vitest.said(/^not ok .*10 clients \(twice\) at 8:20/m)
      expect(said).toMatch(/^not ok .*5 clients \(pairs\) at 8:44/m)
    } finally {
      vitest.child.kill('SIGTERM')
      await vitest.ended
    }
    // Another process does not take over what this one has made of a document that did not change itself.
    await project.write('calculations/x.md', right)
    const run = start([...command, 'run', '--reporter=tap-flat'], { folder: project.root })
    expect((await run.ended).out).toMatch(/^ok .*10 clients \(twice\) at 8:20/m)
  })
})
