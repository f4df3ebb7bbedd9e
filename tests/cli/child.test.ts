import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { startChild } from '../../src/command/child.ts'
import { root } from '../house/files.ts'
import { isAlive, start, until } from './process.ts'

const folder = mkdtempSync(join(tmpdir(), 'holdfast-child-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Starts another process that hears no SIGTERM, tells its number, and waits. */
const stubborn = file(
  'stubborn.mjs',
  `import { spawn } from 'node:child_process'
const child = spawn(process.execPath, ['-e', "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); process.send('ready')"], {
  stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
})
child.on('message', () => process.send(child.pid))
setInterval(() => {}, 1000)
`,
)

function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}

test('stopping a child ends what it started, too', async () => {
  const grandchild = Promise.withResolvers<number>()
  const child = startChild({
    file: stubborn,
    folder,
    output: 'kept',
    onMessage: (pid) => grandchild.resolve(Number(pid)),
  })
  const pid = await grandchild.promise
  expect(isAlive(pid)).toBe(true)
  await child.stop()
  await until(() => !isAlive(pid))
  expect(await child.ended).toEqual({ code: null, signal: 'SIGTERM' })
})

test('what it wrote is kept, and stopping after its end is no mistake', async () => {
  const script = file(
    'says.mjs',
    "process.stdout.write('a'); process.stderr.write('b'); process.exitCode = 3\n",
  )
  const child = startChild({ file: script, folder, output: 'kept' })
  expect(await child.ended).toEqual({ code: 3, signal: null })
  expect([...child.said()].sort()).toEqual(['a', 'b'])
  await child.stop()
})

test('a child ends when we are killed and can say nothing', async () => {
  const waits = file('waits.mjs', 'process.send(process.pid); setInterval(() => {}, 1000)\n')
  const owner = file(
    'owner.mjs',
    `import { startChild } from ${JSON.stringify(join(root, 'src/command/child.ts'))}
startChild({
  file: ${JSON.stringify(waits)},
  folder: '.',
  output: 'kept',
  onMessage: (pid) => process.stdout.write(JSON.stringify({ pid }) + '\\n'),
})
`,
  )
  const running = start([process.execPath, owner], { folder })
  const { pid } = JSON.parse(await running.said('}\n'))
  expect(isAlive(pid)).toBe(true)
  running.child.kill('SIGKILL')
  await until(() => !isAlive(pid))
})
