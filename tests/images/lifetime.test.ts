import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { picture, smallPicture } from '../../sketches/drivers/images-pictures.ts'
import { start } from '../../sketches/images/index.ts'
import {
  descendantsOf,
  type Process,
  startOwner,
  survivorsOf,
  until,
} from '../sketches/processes.ts'
import { ended, sendTo, statusIn } from './client.ts'

const program = fileURLToPath(new URL('../../src/cli.ts', import.meta.url))
const index = new URL('../../sketches/images/index.ts', import.meta.url).href

test('a person gets a page, sends a picture by the line that is shown, and stops it with Ctrl-C', async () => {
  const child = spawn(process.execPath, [program, 'sketch', 'images'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await using _ = { [Symbol.asyncDispose]: async () => void child.kill('SIGKILL') }
  let output = ''
  child.stdout.on('data', (text) => (output += text))
  await until(() => output.includes('Ctrl-C ends it'), 60_000)
  const page = /http:\S+/.exec(output)?.[0] ?? ''
  const address = /'(http:\S+)'/.exec(output)?.[1] ?? ''
  const shown = await fetch(page)
  expect(shown.headers.get('content-security-policy')).toContain("default-src 'none'")
  expect(await shown.text()).toContain('Kill a worker')
  expect(output).toContain('untested: no program for one is given')
  const about = await (await fetch(`${page}about`)).json()
  expect(about).toEqual({ killable: true, gpuProgram: false })
  const body = new Uint8Array(await picture({ width: 120, height: 90 }))
  const sent = await (await fetch(address, { method: 'POST', body })).json()
  await until(async () => {
    const { status } = await (await fetch(new URL(sent.status, page))).json()
    return status === 'done'
  }, 30_000)
  const killed = async () => (await fetch(`${page}kill`, { method: 'POST' })).json()
  await until(async () => (await killed()).pid > 0)

  const started = await descendantsOf(child.pid ?? 0)
  expect(started.length).toBeGreaterThanOrEqual(4)
  const gone = once(child, 'exit')
  child.kill('SIGINT')
  expect((await gone)[0]).toBe(0)
  expect(await survivorsOf(started)).toEqual([])
})

test('nothing outlives an owner that is killed, not even a worker in the middle of a job', async () => {
  const owner = await startOwner(`
    import { start } from ${JSON.stringify(index)}
    const images = await start({ workers: 1, graceMs: 500 })
    console.log(JSON.stringify({ addresses: images.addresses, folder: images.folder }))`)
  const images = JSON.parse(owner.said)
  let started: Process[] = []
  try {
    const slow = { plan: 'a:1200x1200:avif:median,b:1200x1200:avif:median' }
    const { id } = await sendTo(images, await smallPicture(1), slow)
    await until(async () => (await statusIn(images, id)).status === 'running')
    await until(async () => {
      started = await descendantsOf(owner.pid)
      return started.some(({ command }) => command.includes('images/worker'))
    })
  } finally {
    await owner.end('SIGKILL')
  }
  expect(started.length).toBeGreaterThanOrEqual(4)
  expect(await survivorsOf(started)).toEqual([])
  expect(existsSync(images.folder)).toBe(false)
})

test('disposal finishes what runs, leaves nothing, and keeps what was given a place of its own', async () => {
  const images = await start({ workers: 1 })
  const { id } = await sendTo(images, await smallPicture(1), { plan: 'a:400x400:avif:median' })
  await until(async () => (await statusIn(images, id)).status !== 'queued')
  const started = await descendantsOf(process.pid)
  const { folder } = images
  expect(existsSync(folder)).toBe(true)
  await images[Symbol.asyncDispose]()
  expect(existsSync(folder)).toBe(false)
  expect(await survivorsOf(started.filter(({ command }) => command.includes('images/')))).toEqual(
    [],
  )
})

test('what an ended service had accepted, the next one on the same database and folder brings to its end', async () => {
  await using first = await start({ workers: 1 })
  const place = { databaseUrl: first.addresses.databaseUrl, folder: first.folder }
  const { id } = await sendTo(first, await smallPicture(2), {
    plan: 'a:500x500:avif:median,b:500x500:avif:median',
  })
  const { dispatchers, front } = await first.pids()
  // Stopped for the time being, as if its machine had gone: the lease ends without it.
  for (const pid of [...dispatchers, front]) process.kill(pid, 'SIGSTOP')
  await using second = await start({ ...place, workers: 1, leaseMs: 1_500 })
  expect((await ended(second, id)).status).toBe('done')
  for (const pid of [...dispatchers, front]) process.kill(pid, 'SIGCONT')
})
