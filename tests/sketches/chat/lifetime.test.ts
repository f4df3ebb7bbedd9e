import { expect, test } from 'vitest'
import { start } from '../../../sketches/chat/index.ts'
import { descendantsOf, startOwner, survivorsOf } from '../processes.ts'

/** Without a database, which has tests of its own. */
const bare = { processes: 2, bus: 'relay', acknowledge: 'received', persistence: 'none' } as const

const programWith = (options: object) => `
import { start } from ${JSON.stringify(new URL('../../../sketches/chat/index.ts', import.meta.url))}
const chat = await start(${JSON.stringify(options)})
console.log(JSON.stringify(await chat.pids()))
`

test('disposal ends every process and frees the port', async () => {
  const chat = await start(bare)
  const { port } = chat.addresses
  const started = await descendantsOf(process.pid)
  expect(started.filter(({ command }) => command.includes('chat/worker')).length).toBe(2)
  await chat[Symbol.asyncDispose]()
  expect(await survivorsOf(started.filter(({ command }) => command.includes('chat/')))).toEqual([])
  await using again = await start({ ...bare, port })
  expect(again.addresses.port).toBe(port)
})

test.each(['SIGKILL', 'SIGTERM', 'SIGINT'] as const)(
  'nothing outlives an owner ended by %s',
  async (signal) => {
    await using owner = await startOwner(
      programWith(signal === 'SIGKILL' ? { processes: 2 } : bare),
    )
    expect(JSON.parse(owner.said)).toHaveLength(2)
    const started = await descendantsOf(owner.pid)
    expect(started.length).toBeGreaterThanOrEqual(3)
    await owner.end(signal)
    expect(await survivorsOf(started)).toEqual([])
  },
)

test('a port in use and impossible options are said at the start', async () => {
  await using first = await start(bare)
  await expect(start({ ...bare, port: first.addresses.port })).rejects.toThrow('EADDRINUSE')
  await expect(start({ processes: 0 })).rejects.toThrow('expected 1 to 64')
  await expect(start({ processes: 2, bus: 'none' })).rejects.toThrow('Unexpected bus none')
})
