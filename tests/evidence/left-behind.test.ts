import { existsSync, readFileSync } from 'node:fs'
import { readFile, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it, vi } from 'vitest'
import { check } from '../../src/check/check.ts'
import { Offspring } from '../../src/run/processes.ts'
import { start, until } from '../cli/process.ts'
import { isRunning } from '../project/processes.ts'
import { repository, type TemporaryProject, temporaryProject } from '../project/project.ts'
import { experiment, leaking, measureAll } from './documents.ts'

const path = 'calculations/x.md'

/** A project in whose experiment the code stands; what it says of the numbers it saw is right. */
const projectOf = async (code: string): Promise<TemporaryProject> => {
  const project = await temporaryProject({
    'holdfast.config.ts': 'export default {}\n',
    [path]: experiment(code, 'It is [above 0](measured:taken).'),
  })
  await symlink(join(repository, 'sketches'), join(project.root, 'sketches'))
  return project
}

/** What is said of what it left behind, and that nothing is kept of it. */
async function leftBehind({ root }: TemporaryProject): Promise<string> {
  const { messages, measured } = await measureAll(root, leaking)
  expect(messages.map(({ id, line }) => `${id} ${line}`)).toEqual(['experiment-leaked 9'])
  expect(measured).toBe(0)
  const { verdicts } = await check({ root, paths: [], complete: false })
  expect(verdicts[0]?.claims.at(-1)?.verdict).toBe('untested')
  return messages[0]?.text.replace(/^.* removed: /, '') ?? ''
}

const idle = "['-e', 'setInterval(() => {}, 1000)']"

describe('an experiment that leaves behind', () => {
  it('processes, also of another session or environment, is reported, and they are ended', async () => {
    await using project = await projectOf(`import { spawn } from 'node:child_process'
const quiet = { stdio: 'ignore' } as const
const others = [{ ...quiet, env: {} }, { ...quiet, detached: true }, { ...quiet, env: {}, detached: true }]
for (const options of others) spawn(process.execPath, ${idle}, options).unref()
const taken = 1`)
    const said = await leftBehind(project)
    const pids = [...said.matchAll(/process (\d+), [^;]*setInterval/g)].map(([, pid]) =>
      Number(pid),
    )
    expect(pids).toHaveLength(3)
    expect(await Promise.all(pids.map(isRunning))).toEqual([false, false, false])
  })

  it('a socket is reported', async () => {
    await using project = await projectOf(`import { createServer } from 'node:net'
const server = createServer().listen(0, '127.0.0.1')
const taken = 1`)
    expect(await leftBehind(project)).toBe(
      'its own process, kept alive by a socket, a timer or a child',
    )
  })

  it('files is reported, and the files are removed', async () => {
    await using project = await projectOf(`import { mkdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
for (const name of 'abcdef') writeFileSync(\`\${tmpdir()}/\${name}\`, 'left')
writeFileSync('place', tmpdir())
const taken = 1`)
    const files = [...'abcde'].map((name) => `file ${name} of 4 B`)
    expect(await leftBehind(project)).toBe([...files, '1 more in its temporary folder'].join('; '))
    expect(existsSync(await readFile(join(project.root, 'place'), 'utf8'))).toBe(false)
  })

  it('the folder of a database that it killed is reported, and the folder is removed', async () => {
    await using project = await projectOf(`import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { startDatabase } from '../sketches/parts/database.ts'
const { url } = await startDatabase({ url: undefined })
const keepers = execFileSync('ps', ['-o', 'pid=,args=', '--ppid', String(process.pid)], { encoding: 'utf8' })
const keeper = keepers.split('\\n').find((line) => line.includes('database-process'))
process.kill(Number.parseInt(keeper ?? '', 10), 'SIGKILL')
writeFileSync('place', tmpdir())
const taken = url.length`)
    expect(await leftBehind(project)).toMatch(
      /process \d+, .*postgres.*; folder holdfast-database-/,
    )
    expect(existsSync(await readFile(join(project.root, 'place'), 'utf8'))).toBe(false)
  })

  it('nothing, since it removes what it wrote, is measured', async () => {
    await using project = await projectOf(`import { mkdtempDisposable } from 'node:fs/promises'
import { tmpdir } from 'node:os'
await using folder = await mkdtempDisposable(\`\${tmpdir()}/kept-\`)
const taken = folder.path.length`)
    expect(await measureAll(project.root)).toMatchObject({ measured: 1, messages: [] })
  })

  it('nothing is no longer looked after', async () => {
    await using project = await projectOf('const taken = 1')
    await measureAll(project.root)
    const looks = vi.spyOn(Offspring.prototype, 'look')
    await pause(1000)
    expect(looks).not.toHaveBeenCalled()
    looks.mockRestore()
  })
})

describe('a measuring that is killed', () => {
  it('leaves neither processes nor files of its experiments', async () => {
    await using project = await projectOf(`import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
const child = spawn(process.execPath, ${idle}, { detached: true, stdio: 'ignore' })
writeFileSync(\`\${tmpdir()}/left\`, '')
writeFileSync('place', \`\${child.pid} \${tmpdir()}\`)
while (performance.now() < 1e9) {}
const taken = 1`)
    const place = join(project.root, 'place')
    const { child, ended } = start([process.execPath, join(repository, 'src/cli.ts'), 'measure'], {
      folder: project.root,
    })
    await until(() => existsSync(place) && readFileSync(place, 'utf8') !== '')
    child.kill('SIGKILL')
    await ended
    const [pid = '', folder = ''] = (await readFile(place, 'utf8')).split(' ')
    await until(() => !existsSync(folder))
    expect(await isRunning(Number(pid))).toBe(false)
  })
})
