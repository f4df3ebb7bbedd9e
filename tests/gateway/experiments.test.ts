import { expect, test } from 'vitest'
import { requests } from '../../sketches/drivers/http-requests.ts'
import { saturate } from '../../sketches/drivers/http-saturation.ts'
import { startBare } from '../../sketches/gateway/bare.ts'
import { sufferAbuse } from '../../sketches/gateway/experiments/abused.ts'
import { mixSizes } from '../../sketches/gateway/experiments/head-of-line.ts'
import { countInFlight, fillCappedPools } from '../../sketches/gateway/experiments/in-flight.ts'
import { compareModes, type ModesOptions } from '../../sketches/gateway/experiments/modes.ts'
import { spoilOne } from '../../sketches/gateway/experiments/one-bad.ts'
import { overload } from '../../sketches/gateway/experiments/overload.ts'
import { stormOfRetries } from '../../sketches/gateway/experiments/retry-storm.ts'
import { interleave, untilValid } from '../../sketches/gateway/experiments/rounds.ts'
import { startGateway } from '../../sketches/gateway/index.ts'
import { few } from './ask.ts'

/** Each experiment is short, and judged by what holds on a busy machine too; documents claim the rest. */
const soon = { warmupSeconds: 0.5 }

test('as many calls are in flight as come in the time that one takes', async () => {
  const run = await countInFlight({ ...soon, rate: 60, seconds: 1.5, latencyMs: 200, fanOut: 4 })
  const expected = run.callsPerS * 0.2
  expect(run.heldMean / expected).toBeGreaterThan(0.8)
  expect(run.heldMean / expected).toBeLessThan(1.25)
  expect(run.callsInFlightMean).toBeGreaterThan(run.requestsInFlightMean)
})

test('capped pools level off, and hold no more than their connections', async () => {
  const options = { rate: 60, latencyMs: 400, fanOut: 8, connectionsPerUpstream: 5 }
  const run = await fillCappedPools({ ...options, seconds: 1, warmupSeconds: 1.2 })
  expect(run.heldMean).toBeGreaterThan(30)
  expect(run.heldMean).toBeLessThanOrEqual(100)
  expect(run.callsInFlightMean).toBeGreaterThan(run.callsOnWireMean)
  expect(run.callsPerS).toBeLessThan(350)
})

test('new connections cost more than kept ones, and each mode has a figure', async () => {
  const modes: ModesOptions['modes'] = ['pooledTls', 'freshFullTls', 'bare']
  const run = await compareModes({ warmupSeconds: 0.5, rate: 30, seconds: 0.7, modes })
  expect(run.freshFullToPooledTls.median).toBeGreaterThan(1.2)
  expect(run.connectionsOpened.freshFullTls).toBeGreaterThan(10)
  expect(Object.keys(run.cpuPerCallMs)).toEqual(modes)
  expect(run.completeShare).toBeGreaterThan(0.9)
  expect(run.cpuPerCallMs.bare).toBeGreaterThan(0)
})

test('one dead service and a slow one leave those alone that do not ask them', async () => {
  // A call that is well has three seconds, so that only the faults end in a part that is missing.
  const times = { callTimeoutMs: 3_000, deadlineMs: 30_000, attemptsMax: 1 }
  const gateway = { latencyMs: [20, 60], upstreams: 12, ...times } as const
  const run = await spoilOne({ rate: 40, seconds: 0.7, warmupSeconds: 0.5, gateway })
  expect(run.dead).toMatchObject({ othersComplete: true, answeredShare: 1 })
  expect(run.slow).toMatchObject({ othersComplete: true, answeredShare: 1 })
  // Some ask the bad one, and get the rest: without that, there would have been no fault.
  expect(run.dead.partialShare).toBeGreaterThan(run.wellPartialShare + 0.1)
  expect(run.slow.partialShare).toBeGreaterThan(run.wellPartialShare + 0.1)
  expect(run.dead.othersLongerTimes).toBeLessThan(10)
  expect(run.dead.askersP99Ms).toBeGreaterThan(20)
  expect(run.slow.askersP99Ms).toBeGreaterThan(20)
})

test('a budget bounds a storm of retries, and nothing else does', async () => {
  const run = await stormOfRetries({ rate: 40, seconds: 0.7 })
  expect(run.budgeted.load).toBeGreaterThan(1)
  expect(run.budgeted.load).toBeLessThanOrEqual(run.budgetedLoadMax)
  expect(run.unbudgeted.load).toBe(3)
})

/** On a starved machine nothing is in time at first: then fewer and longer requests are offered, and more time. */
const leisures = [100, 250, 600]

// Each leisure takes up to four runs, and all three are for the machine on which they take longest.
test('above its capacity, who takes all serves nobody in time', async () => {
  for (const latencyMs of leisures) {
    const run = await overload({ offeredTimes: 2, seconds: 8 * (latencyMs / 1000), latencyMs })
    const { shedding, takingAll, capacityPerS } = run
    if (shedding.goodPerS < capacityPerS / 3 && latencyMs !== leisures.at(-1)) continue
    expect(shedding.shedPerS).toBeGreaterThan(0)
    expect(takingAll.shedPerS).toBe(0)
    expect(shedding.goodPerS).toBeGreaterThan(capacityPerS / 10)
    expect(shedding.goodPerS).toBeGreaterThan(2 * takingAll.goodPerS)
    return
  }
}, 300_000)

test('large answers beside small ones, in pools, in streams and on threads', async () => {
  const mixed = await mixSizes({ rate: 20, seconds: 0.5, largeBytes: 100_000 })
  expect(Object.values(mixed.smallP99Ms).every((ms) => ms >= 19)).toBe(true)
  expect(mixed.completeShare).toBeGreaterThan(0.9)
  expect(Object.values(mixed.cpuPerRequestMs).every((ms) => ms > 0)).toBe(true)
})

test('abuse is refused with the right code, holds no memory, and the others are served', async () => {
  const run = await sufferAbuse({ rate: 30, seconds: 1 })
  expect(run).toMatchObject({ wrong: '{}', rightShare: 1, othersComplete: true })
  expect(run.abuses).toBeGreaterThanOrEqual(90)
  expect(run.residentMBGrown).toBeLessThan(150)
  expect(run.longerTimes).toBeLessThan(20)
})

test('the gateway answers as the bare server does, and autocannon fills both', async () => {
  await using gateway = await startGateway({ ...few, inFlightMax: null })
  await using bare = await startBare(gateway)
  const query = 'aggregate?of=s1,s4&bytes=700'
  const [own, plain] = await Promise.all(
    [gateway, bare].map(async ({ addresses: { host, port } }) =>
      (await fetch(`http://${host}:${port}/${query}`)).json(),
    ),
  )
  expect(Object.keys(own.answers).sort()).toEqual(Object.keys(plain.answers).sort())
  expect(own.answers.s4).toEqual(plain.answers.s4)
  const run = await saturate(gateway, { clients: 4, seconds: 1, fanOut: 2 })
  expect(run).toMatchObject({ refused: 0, errors: 0 })
  expect(run.requestsPerS).toBeGreaterThan(10)
  expect(run.calls).toBeGreaterThanOrEqual(2 * run.requestsTaken - 8)
})

test('rounds are interleaved, and one whose driver lagged is left out for all', async () => {
  await using gateway = await startGateway({ ...few, latencyMs: 1 })
  const run = await requests(gateway, { rate: 50, seconds: 0.2, warmupSeconds: 0, fanOut: 1 })
  const order: string[] = []
  const play = (lagging: number) =>
    interleave(['a', 'b'], 3, async (name, round) => {
      order.push(`${name}${round}`)
      return { ...run, void: round < lagging && name === 'b' ? 'driver lagged 30 ms' : null }
    })
  const { results, void: reason } = await play(1)
  // What was void is made again, once.
  expect(order).toEqual(['a0', 'b0', 'b0', 'a1', 'b1', 'a2', 'b2'])
  expect([results.a.length, results.b.length, reason]).toEqual([2, 2, null])
  const lagged = await play(2)
  expect([lagged.results.a.length, lagged.void]).toEqual([3, 'driver lagged 30 ms'])
})

test('a void run is made again, and the first valid one counts', async () => {
  const runs = [{ void: 'driver lagged 30 ms' }, { void: null }, { void: null }]
  expect(await untilValid(async () => runs.shift() ?? { void: 'no more' })).toEqual({ void: null })
  expect(runs).toHaveLength(1)
})
