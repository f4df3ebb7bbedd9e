import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { startGateway } from '../../sketches/gateway/index.ts'
import { descendantsOf, startOwner, survivorsOf } from '../sketches/processes.ts'
import { ask, few } from './ask.ts'

const index = new URL('../../sketches/gateway/index.ts', import.meta.url)
const program = `
import { start } from ${JSON.stringify(index)}
const gateway = await start(${JSON.stringify({ ...few, upstreamProcesses: 2 })})
console.log(gateway.addresses.url)
`

test('twenty services have addresses of their own', async () => {
  await using gateway = await startGateway({ latencyMs: 1 })
  const places = gateway.upstreams.map(({ host, port }) => `${host}:${port}`)
  expect(new Set(places).size).toBe(20)
  const of = gateway.services.join(',')
  expect(await ask(gateway, `of=${of}`)).toMatchObject({ status: 200, complete: true })
})

test('disposal ends every process and frees the port, after the requests that are there', async () => {
  const gateway = await startGateway({ ...few, latencyMs: 300 })
  const { port } = gateway.addresses
  const started = (await descendantsOf(process.pid)).filter(({ command }) =>
    command.includes('gateway/'),
  )
  expect(started.map(({ command }) => command.split('/').at(-1)).sort()).toEqual([
    'process.ts',
    'upstream-process.ts',
  ])
  const asked = ask(gateway, 'of=s1,s2')
  while ((await gateway.stats()).requestsInFlight === 0);
  await gateway[Symbol.asyncDispose]()
  expect(await asked).toMatchObject({ status: 200, complete: true })
  expect(await survivorsOf(started)).toEqual([])
  await using again = await startGateway({ ...few, port })
  expect(again.addresses.port).toBe(port)
})

test.each(['SIGKILL', 'SIGTERM'] as const)(
  'nothing outlives an owner ended by %s',
  async (signal) => {
    const owner = await startOwner(program)
    expect(owner.said).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/)
    const started = await descendantsOf(owner.pid)
    expect(started.length).toBe(3)
    await owner.end(signal)
    expect(await survivorsOf(started)).toEqual([])
  },
)

test('it runs for a person until Ctrl-C, and says what to try', async () => {
  const file = fileURLToPath(new URL('../../sketches/gateway/run.ts', import.meta.url))
  const child = spawn(process.execPath, [file], { stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  for await (const chunk of child.stdout) {
    said += chunk
    if (said.includes('Ctrl-C')) break
  }
  const started = await descendantsOf(child.pid ?? 0)
  const url = /curl -i '(\S+)'/.exec(said)?.[1] ?? ''
  expect(await (await fetch(url)).json()).toMatchObject({ complete: true })
  const ended = once(child, 'exit')
  child.kill('SIGINT')
  expect(await ended).toEqual([0, null])
  expect(await survivorsOf(started)).toEqual([])
})

test('a port in use and impossible options are said at the start', async () => {
  await using first = await startGateway(few)
  await expect(startGateway({ ...few, port: first.addresses.port })).rejects.toThrow('EADDRINUSE')
  await expect(startGateway({ upstreams: 0 })).rejects.toThrow(
    'expected a whole number of 1 to 250',
  )
  const wrong = { ...few, upstream: 20 }
  await expect(startGateway(wrong)).rejects.toThrow('Unexpected option upstream')
})
