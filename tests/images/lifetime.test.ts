import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { picture, smallPicture } from '../../sketches/drivers/images-pictures.ts'
import { start } from '../../sketches/images/index.ts'
import { startDatabase } from '../../sketches/parts/database.ts'
import {
  descendantsOf,
  type Process,
  startOwner,
  survivorsOf,
  until,
} from '../sketches/processes.ts'
import { ended, sendTo, statusIn } from './client.ts'

const program = fileURLToPath(new URL('../../src/cli.ts', import.meta.url))
const slow = { plan: 'a:400x400:avif:median' }
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
    const endless = { plan: 'a:1200x1200:avif:median,b:1200x1200:avif:median' }
    const { id } = await sendTo(images, await smallPicture(1), endless)
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

test('disposal leaves nothing', async () => {
  const images = await start({ workers: 1 })
  const { id } = await sendTo(images, await smallPicture(1), slow)
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

test('who leaves finishes what runs or gives it back, keeps what had a place of its own, and the next one tidies up', async () => {
  await using database = await startDatabase()
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-images-place-'))
  await using _ = { [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) }
  const place = { workers: 1, databaseUrl: database.url, folder }
  /** A service that is sent away while it works on a picture. */
  const leave = async (plan: string, isHeldUp: boolean): Promise<string> => {
    await using images = await start({ ...place, graceMs: isHeldUp ? 0 : 15_000 })
    const { id } = await sendTo(images, await smallPicture(1), { plan })
    await until(async () => (await statusIn(images, id)).status === 'running')
    if (isHeldUp) process.kill((await images.pids()).workers[0] ?? 0, 'SIGSTOP')
    return id
  }
  const finished = await leave(slow.plan, false)
  const givenBack = await leave('a:900x900:avif:median,b:900x900:avif:median', true)
  const [original = ''] = await readdir(join(folder, 'whole', 'originals'))
  const originals = join(folder, 'whole', 'originals')
  for (const name of ['young', 'old']) await writeFile(join(originals, name), 'nobody knows it')
  const longAgo = Date.now() / 1000 - 7_200
  for (const name of ['old', original]) await utimes(join(originals, name), longAgo, longAgo)

  await using next = await start(place)
  expect(await statusIn(next, finished)).toMatchObject({ status: 'done', attempt: 1 })
  const again = await ended(next, givenBack)
  expect(again.status).toBe('done')
  expect(again.attempt).toBeGreaterThanOrEqual(2)
  for (const id of [finished, givenBack]) {
    const [result] = (await statusIn(next, id)).results
    expect((await fetch(new URL(result?.address ?? '', next.addresses.page))).status).toBe(200)
  }
  await until(() => !existsSync(join(originals, 'old')))
  for (const name of ['young', original]) expect(existsSync(join(originals, name))).toBe(true)
}, 150_000)

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
