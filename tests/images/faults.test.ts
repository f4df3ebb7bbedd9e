import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { progressiveJpeg } from '../../sketches/drivers/images-bombs.ts'
import { killDuringJobs } from '../../sketches/drivers/images-kills.ts'
import { picture, smallPicture } from '../../sketches/drivers/images-pictures.ts'
import { type Images, start } from '../../sketches/images/index.ts'
import { type Database, startDatabase } from '../../sketches/parts/database.ts'
import { descendantsOf, until } from '../sketches/processes.ts'
import { ended, sendTo, startOn, statusIn } from './client.ts'

/** Slow enough to be still on its way once this process has asked who does it. */
const slow = { plan: `a:16:png,${[...'bcdefgh'].map((name) => `${name}:500x500:avif:median`)}` }
const quick = { plan: 'a:24x24:jpeg' }

vi.setConfig({ testTimeout: 180_000 })

let server: Database
beforeAll(async () => {
  server = await startDatabase()
})
afterAll(() => server?.[Symbol.asyncDispose]())

/** Sends something slow, and waits until a worker has made a part of it. */
async function begin(images: Images, seed: number): Promise<string> {
  const { id } = await sendTo(images, await smallPicture(seed), slow)
  await until(async () => (await statusIn(images, id)).progress > 0, 30_000)
  return id
}

test('of 200 jobs none is lost and none doubled, whichever workers are killed meanwhile', async () => {
  await using images = await startOn(server, { workers: 2, maxAttempts: 10, backoffMs: 50 })
  const run = await killDuringJobs(images, { jobs: 200, kills: 10, pauseMs: 150 })
  expect(run).toMatchObject({ jobs: 200, kills: 10, lost: 0, doubled: 0, unreadable: 0 })
  expect(run.repeated).toBeGreaterThan(0)
  const { done, losses } = await images.stats()
  expect(done).toBe(200)
  expect(losses).toBeGreaterThan(0)
  const kept = await readdir(join(images.folder, 'whole', 'results'))
  expect(kept.length).toBe(200)
})

test('a worker that stands still is ended, and its job done by another', async () => {
  await using images = await startOn(server, { workers: 1, stallMs: 1_500, backoffMs: 50 })
  const id = await begin(images, 1)
  const [worker = 0] = (await images.pids()).workers
  // Where memory is short, the system takes a worker before the database. Only Linux is asked.
  const proc = await readFile(`/proc/${worker}/oom_score_adj`, 'utf8').catch(() => '1000')
  expect(Number(proc)).toBe(1000)
  process.kill(worker, 'SIGSTOP')
  const { status, attempt } = await ended(images, id)
  expect(status).toBe('done')
  expect(attempt).toBeGreaterThanOrEqual(2)
  expect((await images.pids()).workers).not.toContain(worker)
  const results = join(images.folder, 'whole', 'results', id)
  // The job is done before what its earlier attempts have left is removed.
  const attemptsLeft = async (): Promise<string[]> => {
    const attempts = await readdir(results)
    const files = await Promise.all(attempts.map((each) => readdir(join(results, each))))
    return attempts.filter((_, index) => (files[index]?.length ?? 0) > 0)
  }
  await expect.poll(attemptsLeft).toEqual([String(attempt)])
})

test('a job that takes too long is ended with its worker, and says so', async () => {
  await using images = await startOn(server, { workers: 1, maxAttempts: 1, jobLimitMs: 2_000 })
  const endless = {
    plan: 'a:2000x2000:avif:median,b:2000x2000:avif:median,c:2000x2000:avif:median',
  }
  const { id } = await sendTo(images, await smallPicture(12), endless)
  expect(await ended(images, id)).toMatchObject({
    ...{ status: 'dead', attempt: 1, reason: 'The job took longer than 2000 ms' },
  })
  const quickly = await sendTo(images, await smallPicture(13), quick)
  expect((await ended(images, quickly.id)).status).toBe('done')
  expect((await images.stats()).losses).toBe(1)
})

test('a job that needs too much memory ends its worker only, and becomes a dead letter', async () => {
  const options = { workers: 2, jobBytesMax: 300 << 20, maxAttempts: 2, backoffMs: 50 }
  await using images = await startOn(server, options)
  const bomb = await sendTo(images, progressiveJpeg(7_000, 7_000, 3), quick)
  expect(bomb.status).toBe(202)
  const others = []
  for (let seed = 20; seed < 30; seed++)
    others.push(await sendTo(images, await smallPicture(seed), quick))
  for (const { id } of others) expect((await ended(images, id)).status).toBe('done')
  expect(await ended(images, bomb.id)).toMatchObject({
    ...{ status: 'dead', attempt: 2 },
    reason: `The job needs more than ${300 << 20} bytes of memory`,
  })
  // The row is told first; the queue lays the job aside a moment later.
  const reason = expect.stringContaining('of memory')
  await expect
    .poll(async () => (await fetch(`${images.addresses.page}dead`)).json())
    .toMatchObject([{ id: bomb.id, attempts: 2, reason }])
  const stats = await images.stats()
  expect(stats).toMatchObject({ done: 10, dead: 1, retried: 1, restarts: 0 })
})

test('a dead letter that a person sends again is done, once its cause is gone', async () => {
  await using images = await startOn(server, { workers: 1, maxAttempts: 1, stallMs: 1_500 })
  const id = await begin(images, 2)
  process.kill((await images.pids()).workers[0] ?? 0, 'SIGKILL')
  expect(await ended(images, id)).toMatchObject({ status: 'dead', attempt: 1 })
  const address = `${images.addresses.page}dead/${id}/requeue`
  expect((await fetch(address, { method: 'POST' })).status).toBe(202)
  expect(await ended(images, id)).toMatchObject({ status: 'done', attempt: 2, reason: null })
  expect(await (await fetch(`${images.addresses.page}dead`)).json()).toEqual([])
  expect((await fetch(address, { method: 'POST' })).status).toBe(404)
})

test('a dispatcher that was stopped and wakes up changes nothing that another has finished', async () => {
  await using images = await startOn(server, {
    workers: 1,
    dispatchers: 2,
    leaseMs: 1_500,
    backoffMs: 50,
  })
  const id = await begin(images, 3)
  const { dispatchers } = await images.pids()
  const busy = await busyOf(images, dispatchers)
  process.kill(busy, 'SIGSTOP')
  const done = await ended(images, id)
  expect(done.status).toBe('done')
  expect(done.attempt).toBeGreaterThanOrEqual(2)
  process.kill(busy, 'SIGCONT')
  await until(async () => (await images.stats()).fenced > 0)
  expect(await statusIn(images, id)).toEqual(done)
  for (const { address } of done.results)
    expect((await fetch(new URL(address, images.addresses.page))).status).toBe(200)
})

/** The dispatcher whose child works: the parent of the busy worker. */
async function busyOf(images: Images, dispatchers: number[]): Promise<number> {
  const busy = (await images.stats()).workers.find(({ isBusy }) => isBusy)?.pid
  for (const pid of dispatchers)
    if ((await descendantsOf(pid)).some((each) => each.pid === busy)) return pid
  throw new Error('No dispatcher is busy')
}

test('a job whose last dispatcher dies with it is laid aside by the queue, and its row comes to know', async () => {
  await using images = await startOn(server, { workers: 1, leaseMs: 2_500, maxAttempts: 1 })
  const id = await begin(images, 7)
  process.kill((await images.pids()).dispatchers[0] ?? 0, 'SIGKILL')
  expect(await ended(images, id)).toMatchObject({ status: 'dead', attempt: 1, results: [] })
  const address = `${images.addresses.page}dead/${id}/requeue`
  expect((await fetch(address, { method: 'POST' })).status).toBe(202)
  expect((await ended(images, id)).status).toBe('done')
})

test('a killed dispatcher and a killed front are replaced, and nothing that was accepted is lost', async () => {
  await using images = await startOn(server, { workers: 1, leaseMs: 1_500, backoffMs: 50 })
  const id = await begin(images, 4)
  const before = await images.pids()
  process.kill(before.dispatchers[0] ?? 0, 'SIGKILL')
  process.kill(before.front, 'SIGKILL')
  const done = await ended(images, id)
  expect(done.status).toBe('done')
  expect(done.attempt).toBeGreaterThanOrEqual(2)
  const after = await images.pids()
  expect([after.front, ...after.dispatchers]).not.toContain(before.front)
  expect((await images.stats()).restarts).toBeGreaterThanOrEqual(2)
})

test('a database that crashes and comes back costs time and no job', async (context) => {
  await using images = await start({ workers: 1, backoffMs: 50, leaseMs: 3_000 })
  const { database } = images
  if (database === null) return context.skip('the database is not ours to crash')
  const id = await begin(images, 5)
  await database.crash()
  const refused = await sendTo(images, await picture({ width: 40, height: 40 }), quick)
  expect(refused).toMatchObject({ status: 503, refused: 'away', retryAfter: '5' })
  await database.recover()
  expect((await ended(images, id)).status).toBe('done')
  const again = await sendTo(images, await smallPicture(6), quick)
  expect((await ended(images, again.id)).status).toBe('done')
})
