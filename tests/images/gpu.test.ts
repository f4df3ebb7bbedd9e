import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { picture } from '../../sketches/drivers/images-pictures.ts'
import { startFilterProgram } from '../../sketches/images/filter-program.ts'
import { type Images, start } from '../../sketches/images/index.ts'
import { ended, sendTo } from './client.ts'

const program = [process.execPath, fileURLToPath(new URL('filter-program.ts', import.meta.url))]
const grey = { width: 2, height: 1, channels: 3, data: Uint8Array.of(0, 10, 20, 235, 245, 255) }

test('a filter program describes its device, and gives pixels back', async () => {
  const running = await startFilterProgram(program)
  expect(running.device).toEqual({ name: 'a device for tests', jobs: 1 })
  const { data } = await running.apply('blur', grey)
  expect([...data]).toEqual([255, 245, 235, 20, 10, 0])
  running.close()
})

test.each([
  [['/nowhere/program'], 'does not start'],
  [[process.execPath, '--eval', 'process.exit(3)'], 'ended: 3'],
  [[process.execPath, '--eval', "process.stdout.write('no frames')"], 'wrote no frame'],
])('a program that is none is said so: %j', async (command, reason) => {
  await expect(startFilterProgram(command)).rejects.toThrow(reason)
})

test('where a device is given, it bounds the jobs and filters; where it crashes, the job is tried again', async () => {
  await using images = await start({
    workers: 2,
    gpuProgram: [...program, '33'],
    maxAttempts: 2,
    backoffMs: 30,
  })
  expect(images.gpu).toEqual({ name: 'a device for tests', jobs: 1 })
  expect((await images.stats()).limit).toMatchObject({ gpu: 1, jobs: 1, boundBy: 'gpu' })
  const original = await picture({ width: 120, height: 90 })
  const sent = await sendTo(images, original, { plan: 'plain:40:png,turned:40:png:blur' })
  const { results } = await ended(images, sent.id)
  const [plain, turned] = await Promise.all(results.map(({ address }) => meanOf(images, address)))
  expect((plain ?? 0) + (turned ?? 0)).toBeCloseTo(255, 3)

  const crashing = await sendTo(images, original, { plan: 'a:33:png:blur' })
  const dead = await ended(images, crashing.id)
  expect(dead).toMatchObject({ status: 'dead', attempt: 2 })
  expect(dead.reason).toContain('The filter program ended: SIGKILL')
  const after = await sendTo(images, original, { plan: 'a:34:png:blur' })
  expect((await ended(images, after.id)).status).toBe('done')
})

async function meanOf({ addresses }: Images, address: string): Promise<number> {
  const body = await (await fetch(new URL(address, addresses.page))).arrayBuffer()
  const { channels } = await sharp(Buffer.from(body)).stats()
  return channels.reduce((sum, { mean }) => sum + mean, 0) / channels.length
}

test('without a program there is no GPU, no bound by one, and the cores filter', async () => {
  await using images = await start({ workers: 2 })
  expect(images.gpu).toBeNull()
  expect((await images.stats()).limit).toMatchObject({ gpu: null, jobs: 2, boundBy: 'cpu' })
  const sent = await sendTo(images, await picture({ width: 90, height: 60 }), {
    plan: 'a:30:png:blur',
  })
  expect((await ended(images, sent.id)).status).toBe('done')
})
