import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startDatabase, withConnection } from '../../../sketches/parts/database.ts'
import { until } from '../processes.ts'
import { connectClient } from './client.ts'

const chatFile = new URL('../../../sketches/chat/index.ts', import.meta.url).href

test('when the log cannot grow, messages are refused, and what was accepted before is kept', async () => {
  await using database = await startDatabase({ url: undefined })
  const folder = await mkdtemp(join(tmpdir(), 'holdfast full '))
  await using owner = await startWithFileLimit({ folder, databaseUrl: database.url, bus: 'relay' })
  const ann = await connectClient(owner.url)
  await ann.join('full', 'Ann')
  const text = 'x'.repeat(500)
  let number = 0
  await until(() => {
    ann.send({ type: 'say', id: `${number++}`, room: 'full', text })
    return ann.count('refused') > 2
  })
  expect(await ann.first('refused')).toMatchObject({
    reason: expect.stringContaining('the log cannot be written: Error: EFBIG'),
  })
  expect(ann.count('ack')).toBeGreaterThan(3)
  await until(() => ann.count('ack') + ann.count('refused') === number)

  // The process that comes after finds a whole log, begins a file of its own, and takes messages again.
  process.kill(owner.pids[0] ?? 0, 'SIGKILL')
  await ann.closed
  const again = await connected(owner.url)
  await again.join('full', 'Ann')
  again.send({ type: 'say', id: 'again', room: 'full', text })
  await again.first('ack', { id: 'again' })
  const accepted = idsOf(ann.received).concat('again')
  await until(async () => (await idsIn(database.url)).length >= accepted.length)
  expect(await idsIn(database.url)).toEqual(accepted.toSorted())
  await owner.end()
  await rm(folder, { recursive: true, force: true })
})

const idsOf = (received: { type: string; id?: unknown }[]): string[] =>
  received.filter(({ type }) => type === 'ack').map(({ id }) => String(id))

async function idsIn(url: string): Promise<string[]> {
  const { rows } = await withConnection(url, (client) =>
    client.query(`select id from chat_message where room = 'full'`),
  )
  return rows.map(({ id }) => String(id)).toSorted()
}

/** Until the process that replaces a killed one accepts. */
async function connected(url: string) {
  for (let attempt = 0; ; attempt++) {
    const client = await connectClient(url)
    if (client.socket.readyState === client.socket.OPEN) return client
    if (attempt > 100) throw new Error('The chat has not come back')
    await new Promise((go) => setTimeout(go, 100))
  }
}

/** No file may become larger than some KB, for whoever it belongs to: a full disk for everybody's use. */
async function startWithFileLimit(options: object) {
  const code = `
    import { start } from ${JSON.stringify(chatFile)}
    const chat = await start(${JSON.stringify({ ...options, presence: false, messagesPerSMax: 1_000 })})
    console.log(JSON.stringify({ url: chat.addresses.url, pids: await chat.pids() }))
    process.stdin.resume().once('end', () => chat[Symbol.asyncDispose]())`
  const limited = 'ulimit -f 16 && exec "$0" --input-type=module --eval "$1"'
  const child = spawn('sh', ['-c', limited, process.execPath, code], {
    // Its input ends with the test's process, whatever ends that.
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  const [said] = await Promise.race([once(child.stdout, 'data'), ended])
  const { url, pids }: { url: string; pids: number[] } = JSON.parse(String(said))
  async function end(): Promise<void> {
    child.stdin.end()
    await ended
  }
  return { url, pids, end, [Symbol.asyncDispose]: end }
}
