import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Misbehaviour, misbehaviours } from '../../sketches/gateway/fault.ts'
import { type Gateway, startGateway } from '../../sketches/gateway/index.ts'
import { until } from '../sketches/processes.ts'
import { ask, few } from './ask.ts'

/** What the gateway says of each; what never ends is broken off by the timeout or by a limit. */
const reasons: Record<Misbehaviour, string[]> = {
  'not http': ['broken'],
  'not json': ['not json'],
  'broken json': ['not json'],
  'deep json': ['not json'],
  'endless body': ['too large'],
  'dripping body': ['timeout'],
  'body too short': ['broken'],
  'body too long': ['broken'],
  'two lengths': ['broken'],
  'reset in body': ['broken'],
  'reset in head': ['broken'],
  'endless head': ['broken'],
  'unasked upgrade': ['broken'],
  'endless hints': ['timeout', 'broken'],
  redirect: ['rejected'],
}
const onBoth: Misbehaviour[] = ['not json', 'endless body', 'body too short', 'reset in body']
const options = { ...few, callTimeoutMs: 400, attemptsMax: 1, breaker: false, latencyMs: 1 }

describe.each(['h1-pooled', 'h2', 'fetch'] as const)('%s', (mode) => {
  let gateway: Gateway
  beforeAll(async () => {
    gateway = await startGateway({ ...options, mode })
  })
  afterAll(() => gateway[Symbol.asyncDispose]())

  test.each(mode === 'h1-pooled' ? misbehaviours : onBoth)('%s', async (kind) => {
    await gateway.setFault('s1', { kind })
    const asked = await ask(gateway, 'of=s1,s2&bytes=500')
    // The gateway read only the first of two answers, which says nothing but is whole.
    if (kind === 'body too long' && asked.complete) expect(asked.answers.s1).toEqual({})
    else {
      expect(asked).toMatchObject({ status: 200, complete: false })
      expect(reasons[kind]).toContain(asked.missing.s1)
    }
    expect(asked.answers.s2).toMatchObject({ service: 's2' })
    expect(asked.bytes).toBeLessThan(1_000)
    expect((await ask(gateway, 'of=s1')).status).not.toBe(500)
    // What came behind the first answer on its connection must not become somebody else's.
    await gateway.setFault('s1', { kind: 'none' })
    await until(async () => {
      const [first, second] = [await ask(gateway, 'of=s1'), await ask(gateway, 'of=s1,s2')]
      return first.answers?.s1?.service === 's1' && second.complete
    })
  })
})

test('what bad services send is not kept, and the others are served as before', async () => {
  const bounds = { answerBytesMax: 200_000, heldBytesMax: 20_000_000 }
  await using gateway = await startGateway({ ...options, ...bounds })
  const askOthers = async () => {
    const times: number[] = []
    for (let round = 0; round < 30; round++) {
      const startMs = performance.now()
      expect((await ask(gateway, 'of=s3,s4&bytes=1000')).complete).toBe(true)
      times.push(performance.now() - startMs)
    }
    return times.sort((a, b) => a - b)[15] ?? 0
  }
  await askOthers()
  const quietMs = await askOthers()
  const before = (await gateway.stats()).residentBytes
  await gateway.setFault('s1', { kind: 'endless body' })
  await gateway.setFault('s2', { kind: 'endless head' })
  let isOver = false
  const bothered = Array.from({ length: 8 }, async () => {
    let count = 0
    while (!isOver) {
      expect(['too large', 'no memory']).toContain((await ask(gateway, 'of=s1,s2')).missing.s1)
      count++
    }
    return count
  })
  const botheredMs = await askOthers()
  isOver = true
  expect(Math.min(...(await Promise.all(bothered)))).toBeGreaterThan(0)
  expect(botheredMs).toBeLessThan(20 * quietMs)
  await until(async () => (await gateway.stats()).heldBytes === 0)
  expect((await gateway.stats()).residentBytesMax - before).toBeLessThan(150_000_000)
})

test('answers are dropped rather than held without end', async () => {
  await using gateway = await startGateway({ ...options, heldBytesMax: 50_000 })
  const asked = await ask(gateway, 'of=s1,s2,s3&bytes=30000')
  expect(Object.values(asked.missing)).toEqual(['no memory', 'no memory'])
  expect(await ask(gateway, 'of=s1&bytes=30000')).toMatchObject({ complete: true })
})
