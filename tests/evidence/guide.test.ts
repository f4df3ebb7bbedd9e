import { readFile, symlink } from 'node:fs/promises'
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

function changed(text: string, from: string, to: string): string {
  expect(text).toContain(from)
  return text.replace(from, to)
}

describe('the guide "First experiment"', () => {
  it('leads from an idea to a measured claim, as it says', async () => {
    const [idea = '', whole = ''] = blocks
    await using project = await temporaryProject({ [path]: idea })
    const { root } = project
    await symlink(join(repository, 'sketches'), join(root, 'sketches'))
    const said = async (): Promise<string[]> =>
      (await check({ root, paths: [], complete: false })).messages.flatMap(
        ({ severity, id, line }) => (severity === 'note' ? [] : [`${line} ${id}`]),
      )
    expect(await said()).toEqual(['3 claim-unknown', '4 claim-unknown'])

    await project.write(path, whole)
    const claim = whole.split('\n').findIndex((line) => line.includes('[99 % come within')) + 1
    expect(await said()).toEqual([`${claim} claim-untested`])

    // The machine of a test may be too busy for what the guide states.
    const slow = changed(whole, 'lagMs > 20 ', 'lagMs > 20_000 ')
    const patient = changed(slow, '50 ms', '20,000 ms')
    await project.write(path, patient)
    const measured = await measure({
      root,
      paths: [],
      force: false,
      signal: new AbortController().signal,
      onProgress: () => {},
    })
    expect(measured).toMatchObject({ measured: 1, messages: [] })

    expect(await said()).toEqual([])

    await project.write(path, changed(patient, 'within 20,000 ms', 'within 0.01 ms'))
    expect(await said()).toEqual([`${claim} claim-differs`])
    await project.write(path, changed(patient, "end('well')", "end('very well')"))
    expect(await said()).toEqual([`${claim} claim-stale`])
  }, 120_000)
})
