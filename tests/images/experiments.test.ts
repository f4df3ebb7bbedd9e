import { expect, test, vi } from 'vitest'
import { percentile } from '../../sketches/drivers/distribution.ts'
import { recovery } from '../../sketches/drivers/images-recovery.ts'
import { uploads } from '../../sketches/drivers/images-uploads.ts'
import { jobCosts } from '../../sketches/images/costs.ts'
import { isolation, workIn } from '../../sketches/images/experiments.ts'
import { startImages } from '../../sketches/images/index.ts'
import { sharpenInJavascript } from '../../sketches/images/javascript-filter.ts'
import { throughputs } from '../../sketches/images/throughputs.ts'

// Whole services and several processes a test: a starved machine takes its time.
vi.setConfig({ testTimeout: 180_000 })

test('uploads at a pace, and a burst: all are accepted, done, and timed from the intended moment', async () => {
  await using images = await startImages({ workers: 2 })
  const small = { picture: { width: 200, height: 150 }, plan: 'a:100:jpeg' }
  const paced = await uploads(images, { ...small, count: 20, rate: 20 })
  expect(paced).toMatchObject({ sent: 20, accepted: 20, done: 20, lost: 0, busy: 0, refused: 0 })
  expect(paced.answer.count).toBe(20)
  expect(paced.completion.min).toBeGreaterThan(paced.job.min)
  const burst = await uploads(images, { ...small, count: 12, seed: 2 })
  expect(burst).toMatchObject({ accepted: 12, done: 12, void: null })
  expect(burst.makespanS * 1000).toBeGreaterThanOrEqual(burst.completion.max * 0.9)
  const again = await uploads(images, { ...small, count: 3, seed: 2 })
  expect(again).toMatchObject({ sent: 3, accepted: 0, refused: 3 })
})

test('a burst above the depth is sent away in part, and what was accepted is done', async () => {
  await using images = await startImages({ workers: 1, depthMax: 3 })
  const burst = await uploads(images, {
    ...{ count: 20, picture: { width: 300, height: 200 }, plan: 'a:400x400:avif:median' },
  })
  expect(burst.busy).toBeGreaterThan(0)
  expect(burst.accepted + burst.busy).toBe(20)
  expect(burst).toMatchObject({ refused: 0, lost: 0 })
})

test('recovery: whatever breaks, the job is done later', async () => {
  await using images = await startImages({
    ...{ workers: 1, stallMs: 1_200, leaseMs: 1_200, backoffMs: 50, maxAttempts: 8 },
  })
  const times = await recovery(images)
  expect(times.lost).toBe(0)
  // A worker that stands still is noticed only by its silence.
  expect(times.workerStoppedMs).toBeGreaterThan(1_000)
  expect(times.undisturbedMs).toBeGreaterThan(0)
})

test.each(['loop', 'threads', 'children'] as const)(
  'the alternative "%s" works',
  async (engine) => {
    for (const kind of ['library', 'javascript'] as const) {
      const picture = { width: 400, height: 300 }
      const run = await workIn({ engine, kind, workers: 2, jobs: 6, picture })
      expect(run).toMatchObject({ failed: 0, healthFailed: 0 })
      expect(run.job.count).toBe(6)
      expect(run.cpuSPerJob).toBeGreaterThan(0)
    }
  },
)

test('one process, several and threads are compared by what they finish', async () => {
  const small = { picture: { width: 300, height: 200 }, plan: 'a:100:jpeg' }
  const best = await throughputs({ ...small, cores: 2, rounds: 1 })
  for (const perSecond of Object.values(best)) expect(perSecond).toBeGreaterThan(0)
})

test('a filter in JavaScript holds the loop up, and a process of its own does not', async () => {
  const work = { kind: 'javascript', workers: 1, jobs: 4, plan: 'a:full:jpeg' } as const
  const picture = { width: 2400, height: 1800 }
  const inside = await workIn({ ...work, picture, engine: 'loop' })
  const outside = await workIn({ ...work, picture, engine: 'children' })
  expect(percentile(inside.health, 95)).toBeGreaterThan(2 * percentile(outside.health, 50))
  expect(inside.loopDelayMsMax).toBeGreaterThan(outside.loopDelayMsP99)
})

test('a bomb takes the whole service along where all is one process, and only itself where it is not', async () => {
  const bomb = { jobs: 4, bombEdge: 11_000, workerBytesMax: 250 << 20 }
  for (const engine of ['loop', 'threads'] as const)
    expect(await isolation({ ...bomb, engine })).toMatchObject({
      ...{ bombFailed: true, serviceSurvived: false },
    })
  expect(await isolation({ ...bomb, engine: 'children' })).toMatchObject({
    ...{ othersDone: 4, othersFailed: 0, bombFailed: true, serviceSurvived: true },
  })
})

test('a job costs what its kind makes it cost', async () => {
  const costs = await jobCosts({
    picture: { width: 1600, height: 1200 },
    kinds: ['thumbnail', 'medianFull'],
  })
  const { medianFull, thumbnail } = costs
  expect(medianFull.cpu.value).toBeGreaterThan(thumbnail.cpu.value)
  expect(medianFull.peak.value).toBeGreaterThan(medianFull.own.value)
  // What the process that started it holds is no part of it.
  expect(thumbnail.peak.value).toBeLessThan(medianFull.peak.value)
  expect(thumbnail.own.value).toBeGreaterThan(0)
})

test('the filter in JavaScript keeps an even area, and sharpens an edge', () => {
  const even = { data: new Uint8Array(27).fill(90), width: 3, height: 3, channels: 3 }
  expect(sharpenInJavascript(even).data).toEqual(even.data)
  const edge = { data: Uint8Array.of(100, 100, 200, 200), width: 4, height: 1, channels: 1 }
  expect([...sharpenInJavascript(edge).data]).toEqual([100, 50, 250, 200])
})
