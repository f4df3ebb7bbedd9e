import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { check } from '../../src/check/check.ts'
import { measure } from '../../src/check/measure.ts'
import { repository, temporaryProject } from '../project/project.ts'

const guide = await readFile(
  join(repository, 'src/content/docs/guides/first-experiment.md'),
  'utf8',
)
const blocks = [...guide.matchAll(/^````md\n([\s\S]*?)^````$/gm)].map(([, text]) => text ?? '')
const path = 'calculations/health.md'

describe('the guide "First experiment"', () => {
  it('leads from an idea to a measured claim, as it says', async () => {
    const [idea = '', whole = ''] = blocks
    await using project = await temporaryProject({
      [path]: idea,
      'sketches/drivers/distribution.ts': await readFile(
        join(repository, 'sketches/drivers/distribution.ts'),
        'utf8',
      ),
    })
    const { root } = project
    const said = async (): Promise<string[]> =>
      (await check({ root, paths: [], complete: false })).messages.map(
        ({ id, line }) => `${line} ${id}`,
      )
    expect(await said()).toEqual(['3 claim-unknown', '4 claim-unknown'])

    await project.write(path, whole)
    const claim = whole.split('\n').findIndex((line) => line.includes('[99 % come within')) + 1
    expect(await said()).toEqual([`${claim} claim-untested`])

    const measured = await measure({
      root,
      paths: [],
      force: false,
      signal: new AbortController().signal,
      onProgress: () => {},
    })
    expect(measured).toMatchObject({ measured: 1, messages: [] })

    await project.write(path, whole.replace('within 50 ms', 'within 0.01 ms'))
    expect(await said()).toEqual([`${claim} claim-differs`])
    await project.write(path, whole.replace("end('well')", "end('very well')"))
    const [first = ''] = await said()
    expect(first).toMatch(/claim-(stale|differs)$/)
  }, 120_000)
})
