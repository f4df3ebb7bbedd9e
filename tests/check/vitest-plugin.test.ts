import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
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
      'vitest.config.ts': `import { holdfast } from 'holdfast/vitest'\nexport default { plugins: [holdfast({ root: import.meta.dirname })], test: { include: ['calculations/**/*.md'] } }\n`,
    })
    const output = join(project.root, 'report.json')
    const code = await new Promise<number | null>((resolve) => {
      const child = execFile(
        process.execPath,
        [
          join(repository, 'node_modules/vitest/vitest.mjs'),
          'run',
          '--reporter=json',
          `--outputFile=${output}`,
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
      '8:12 passed 10 clients (clients)',
      '8:44 passed 5 clients (pairs)',
      expect.stringMatching(/^8:\d+ failed 4 clients \(pairs\)$/),
      '15:11 skipped at most 2 (taken)',
      expect.stringMatching(/passed nothing else is wrong$/),
    ])
    const failed = report.testResults[0]?.assertionResults[2]?.failureMessages[0]
    expect(failed).toContain('claim-differs: stated 4 clients, computed 5')
    expect(code).toBe(1)
  }, 60_000)
})
