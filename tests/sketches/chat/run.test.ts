import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { descendantsOf, survivorsOf, until } from '../processes.ts'
import { connectClient } from './client.ts'

const program = fileURLToPath(new URL('../../../sketches/chat/run.ts', import.meta.url))

test('a person gets an address that works, may kill a process, and stops it with Ctrl-C', async () => {
  await using running = run()
  await until(() => running.output().includes('Ctrl-C stops it'), 60_000)
  const page = /http:\S+/.exec(running.output())?.[0] ?? ''
  expect(running.output()).toContain(`curl '${page}recent?room=hall'`)
  const answer = await fetch(page)
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
  expect(await answer.text()).toContain('Kill the process that serves me')
  expect((await fetch(`${page}elsewhere`)).status).toBe(404)

  const ann = await connectClient(page.replace('http', 'ws'))
  await ann.join('hall', 'Ann')
  ann.send({ type: 'say', id: 'kept', room: 'hall', text: 'still here' })
  await ann.first('ack')
  ann.send({ type: 'end process' })
  expect((await ann.closed).code).toBe(1006)
  await until(async () => (await textAt(`${page}recent?room=hall`)).includes('still here'))

  const started = await descendantsOf(running.pid)
  expect(await running.end('SIGINT')).toBe(0)
  expect(await survivorsOf(started)).toEqual([])
})

function run() {
  const child = spawn(process.execPath, [program], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(child, 'exit')
  let output = ''
  child.stdout.on('data', (text) => {
    output += text
  })
  return {
    pid: child.pid ?? 0,
    output: () => output,
    async end(signal: NodeJS.Signals): Promise<number | null> {
      child.kill(signal)
      return (await ended)[0]
    },
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** Empty while the connection breaks, as it does when its process has just been killed. */
async function textAt(url: string): Promise<string> {
  const found = await fetch(url, { signal: AbortSignal.timeout(5_000) }).catch(() => null)
  return (await found?.text()) ?? ''
}
