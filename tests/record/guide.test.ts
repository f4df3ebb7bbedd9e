import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { repository, temporaryProject } from '../project/project.ts'

const guide = await readFile(join(repository, 'src/content/docs/guides/first-record.md'), 'utf8')
const [whole = ''] = [...guide.matchAll(/^````md\n([\s\S]*?)^````$/gm)].map(([, text]) => text)
const [, root = ''] = guide.match(/with the line `([^`]+)`/) ?? []
const path = 'adrs/001-use-redis-for-sessions.md'

test('the guide "Your first record" leads from the template to an accepted decision, as it says', async () => {
  await using project = await temporaryProject({ 'holdfast.config.ts': `${root}\n` })
  const holdfast = (...words: string[]): Promise<{ code: number | null; output: string }> =>
    new Promise((resolve) => {
      const child = execFile(
        process.execPath,
        ['--no-warnings', join(repository, 'src/cli.ts'), ...words],
        { cwd: project.root, env: { ...process.env, NO_COLOR: '1', CI: '' } },
        (_, stdout, stderr) => resolve({ code: child.exitCode, output: stdout + stderr }),
      )
    })
  expect(await holdfast('new', 'Use Redis for sessions')).toMatchObject({ code: 0 })
  const begun = await holdfast('check', 'adrs')
  expect(begun.code).toBe(1)
  expect(
    begun.output.match(/^adrs\S+ (\S+):/gm)?.every((line) => line.includes('placeholder-left')),
  ).toBe(true)

  await project.write(path, whole)
  const written = await holdfast('check', 'adrs')
  expect(written.output).not.toMatch(/^adrs\S+:/m)
  expect(guide).toContain('ends with `2 of 2 claims hold`')
  expect(written.output.trimEnd().split('\n').at(-1)).toBe('2 of 2 claims hold')
  expect(written.code).toBe(0)

  await project.write(path, whole.replace('[80 MB]', '[60 MB]'))
  expect((await holdfast('check', 'adrs')).output).toContain(
    'claim-differs: stated 60 MB, computed 80',
  )
  await project.write(path, whole)
  expect((await holdfast('explain', `${path}#memory`)).output).toContain('perSession = 2 KB/user')

  expect(await holdfast('status', '1', 'accepted')).toMatchObject({ code: 0 })
  expect(await readFile(join(project.root, path), 'utf8')).toBe(
    whole.replace('**Status**: Proposed', '**Status**: Accepted'),
  )
  expect((await holdfast('check', 'adrs')).code).toBe(0)
}, 120_000)
