import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { isSealed, Measured, validRuns } from '../../src/evidence/measured.ts'
import { Verdicts } from '../../src/evidence/verdicts.ts'
import { run, start } from '../cli/process.ts'
import { repository, temporaryProject } from '../project/project.ts'
import { quick } from './documents.ts'

const holdfast = [process.execPath, '--no-warnings', join(repository, 'src/cli.ts')]

/** More in the scheduled run; each kill is at another moment of the command. */
const kills = Number(process.env.HOLDFAST_KILLS ?? 10)

describe('evidence', () => {
  it(
    `is whole after each of ${kills} kills of check and measure, and claims no more than what ran`,
    async () => {
      await using project = await temporaryProject({
        'holdfast.config.ts': 'export default {}\n',
        'calculations/a.md': quick,
        'calculations/b.md': quick,
      })
      for (let kill = 0; kill < kills; kill++) {
        const words = kill % 2 === 0 ? ['measure', '--force'] : ['check']
        const { child, ended } = start([...holdfast, ...words], { folder: project.root })
        await sleep(150 + ((kill * 733) % 2500))
        child.kill('SIGKILL')
        await ended
        await expectWhole(project.root)
      }
      // Nothing that a killed one held keeps the next from its work.
      expect(await run([...holdfast, 'measure'], { folder: project.root })).toMatchObject({
        code: 0,
      })
      expect(await run([...holdfast, 'check'], { folder: project.root })).toMatchObject({ code: 0 })
    },
    300_000 + kills * 10_000,
  )
})

async function expectWhole(root: string): Promise<void> {
  for (const [folder, schema] of [
    ['measured', Measured],
    ['verdicts', Verdicts],
  ] as const) {
    const below = join(root, '.holdfast', folder)
    const files = await readdir(below, { recursive: true }).catch(() => [])
    for (const file of files.filter((name) => name.endsWith('.json'))) {
      const content = schema.parse(JSON.parse(await readFile(join(below, file), 'utf8')))
      if ('experiments' in content && !('claims' in content)) expectNoMoreThanRan(content)
    }
  }
}

function expectNoMoreThanRan({ experiments }: Measured): void {
  for (const experiment of experiments) {
    expect(isSealed(experiment)).toBe(true)
    if (experiment.result === null) continue
    const valid = experiment.runs.filter((run) => run.void === null)
    expect(valid.length).toBeGreaterThanOrEqual(validRuns)
  }
}
