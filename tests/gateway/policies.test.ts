import { expect, test } from 'vitest'
import { type Gateway, startGateway } from '../../sketches/gateway/index.ts'
import { until } from '../sketches/processes.ts'
import { type Asked, ask, few } from './ask.ts'

const askOften = (gateway: Gateway, query: string, times: number) =>
  Promise.all(Array.from({ length: times }, () => ask(gateway, query)))

async function askInTurn(gateway: Gateway, query: string, times: number): Promise<Asked[]> {
  const asked: Asked[] = []
  while (asked.length < times) asked.push(await ask(gateway, query))
  return asked
}

test('what did not come by the deadline is missing, and the deadline is passed on', async () => {
  await using gateway = await startGateway({ ...few, attemptsMax: 1 })
  await gateway.setFault('s2', { kind: 'slow', ms: 1_500 })
  const asked = await ask(gateway, 'of=s1,s2', { 'deadline-ms': '1000' })
  expect(asked).toMatchObject({ status: 200, complete: false, missing: { s2: 'deadline' } })
  expect(Object.keys(asked.answers)).toEqual(['s1'])
  expect(asked.headers.get('missing')).toBe('s2')
  const told = (await gateway.upstreamStats())[1]?.lastDeadlineMs ?? 0
  expect(told).toBeGreaterThan(500)
  expect(told).toBeLessThan(1_000)
  expect(await ask(gateway, 'of=s2', { 'deadline-ms': '100' })).toMatchObject({ status: 504 })
  await until(async () => (await gateway.upstreamStats())[1]?.abandoned === 2)
  const [, place] = gateway.upstreams
  const hurried = await fetch(`http://${place?.host}:${place?.port}/item`, {
    headers: { 'deadline-ms': '1000' },
  })
  expect(hurried.status).toBe(504)
  expect((await gateway.upstreamStats())[1]).toMatchObject({ expired: 1, answered: 0 })
  // Deadlines are the clients' own: the breaker holds none of them against the service.
  for (let time = 0; time < 12; time++) await ask(gateway, 'of=s2', { 'deadline-ms': '10' })
  expect((await gateway.stats()).services[1]).toMatchObject({ breaker: 'closed' })
})

test('a breaker opens for a dead service, lets one probe through, and closes when it is back', async () => {
  await using gateway = await startGateway({ ...few, attemptsMax: 1 })
  await gateway.setFault('s1', { kind: 'dead' })
  const reasons = (await askInTurn(gateway, 'of=s1,s2', 10)).map(({ missing }) => missing.s1)
  expect(reasons).toEqual(new Array(10).fill('refused'))
  const asked = await askOften(gateway, 'of=s1,s2', 5)
  expect(asked.map(({ missing }) => missing.s1)).toEqual(new Array(5).fill('breaker open'))
  expect(asked.every(({ answers }) => answers.s2 !== undefined)).toBe(true)
  expect(await ask(gateway, 'of=s1')).toMatchObject({ status: 503 })
  const { services } = await gateway.stats()
  expect(services.map(({ breaker }) => breaker)).toEqual(['open', 'closed', 'closed', 'closed'])
  await gateway.setFault('s1', { kind: 'none' })
  await until(async () => (await ask(gateway, 'of=s1')).complete)
  expect((await gateway.stats()).services[0]).toMatchObject({
    breaker: 'closed',
    breakerOpenings: 1,
  })
})

test('retries make up for some failures, and never exceed their budget', async () => {
  const options = { ...few, breaker: false, retryBurst: 10, retryShareMax: 0.1 } as const
  await using gateway = await startGateway(options)
  await gateway.setFault('s1', { kind: 'failing', share: 0.05, status: 503 })
  const some = await askOften(gateway, 'of=s1,s2', 100)
  expect(some.filter(({ complete }) => complete).length).toBeGreaterThanOrEqual(98)
  await gateway.setFault('s1', { kind: 'failing', share: 1, status: 503 })
  const storm = await askOften(gateway, 'of=s1', 100)
  expect(storm.map(({ status }) => status)).toEqual(new Array(100).fill(502))
  const { calls, attempts, retries, unbudgeted } = await gateway.stats()
  expect(calls).toBe(300)
  expect(attempts).toBe(calls + retries)
  expect(retries).toBeLessThanOrEqual(0.1 * calls + 10)
  expect(unbudgeted).toBeGreaterThan(50)
  const seen = await gateway.upstreamStats()
  expect(seen.reduce((sum, each) => sum + each.calls, 0)).toBe(attempts)
})

test('without a budget each failure is tried as often as allowed', async () => {
  await using gateway = await startGateway({
    ...few,
    ...{ breaker: false, retryShareMax: null, attemptsMax: 3 },
  })
  await gateway.setFault('s1', { kind: 'failing', share: 1, status: 503 })
  await askOften(gateway, 'of=s1', 20)
  expect((await gateway.upstreamStats())[0]).toMatchObject({ calls: 60 })
})

test('a hedge answers where the first try hangs', async () => {
  await using gateway = await startGateway({ ...few, hedgeAfterMs: 100 })
  await gateway.setFault('s1', { kind: 'silent' })
  const asked = ask(gateway, 'of=s1,s2')
  await until(async () => (await gateway.upstreamStats())[0]?.calls === 1)
  await gateway.setFault('s1', { kind: 'none' })
  expect(await asked).toMatchObject({ status: 200, complete: true })
  await until(async () => (await gateway.stats()).callsInFlight === 0)
  expect(await gateway.stats()).toMatchObject({ hedges: 1, hedgesWon: 1 })
})

test('a timeout is one try of one call, and holds against the service', async () => {
  await using gateway = await startGateway({ ...few, callTimeoutMs: 50, attemptsMax: 1 })
  await gateway.setFault('s1', { kind: 'silent' })
  const asked = await askInTurn(gateway, 'of=s1', 10)
  expect(asked.map(({ missing }) => missing.s1)).toEqual(new Array(10).fill('timeout'))
  expect((await gateway.stats()).services[0]).toMatchObject({ breaker: 'open' })
})

test('requests and calls beyond the limits are turned away at once, and the rest is served', async () => {
  await using gateway = await startGateway({
    ...few,
    ...{ latencyMs: 2_000, inFlightMax: 5, callsPerUpstreamMax: 3 },
  })
  const inFlight = (count: number) =>
    until(async () => (await gateway.stats()).requestsInFlight === count)
  const first = askOften(gateway, 'of=s1', 3)
  await inFlight(3)
  const second = askOften(gateway, 'of=s1,s2', 2)
  await inFlight(5)
  const [shed] = await askOften(gateway, 'of=s3', 1)
  expect(shed).toMatchObject({ status: 503, error: 'More than 5 requests are in flight' })
  expect(shed?.headers.get('retry-after')).toBe('1')
  expect((await fetch(`${gateway.addresses.url}health/ready`)).status).toBe(503)
  expect((await first).map(({ complete }) => complete)).toEqual([true, true, true])
  expect((await second).map(({ missing }) => missing)).toEqual([{ s1: 'busy' }, { s1: 'busy' }])
  expect(await gateway.stats()).toMatchObject({ shed: 1, failuresByReason: { busy: 2 } })
})

test('correlation ids, health and metrics tell what is so', async () => {
  await using gateway = await startGateway({ ...few, attemptsMax: 1 })
  const given = await ask(gateway, 'of=s1', { 'x-request-id': 'order-4711.a' })
  expect(given.headers.get('x-request-id')).toBe('order-4711.a')
  for (const bad of ['a b', '<script>', 'x'.repeat(65)]) {
    const made = await ask(gateway, 'of=s1', { 'x-request-id': bad })
    expect(made.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
  }
  const seen = (await gateway.upstreamStats())[0]?.lastRequestId
  expect(seen).toMatch(/^[0-9a-f-]{36}$/)
  const read = async (path: string) => {
    const response = await fetch(`${gateway.addresses.url}${path}`)
    return { status: response.status, text: await response.text() }
  }
  expect(await read('health/live')).toEqual({ status: 200, text: 'alive\n' })
  expect(await read('health/ready')).toEqual({ status: 200, text: 'ready\n' })
  await gateway.setFault('s4', { kind: 'dead' })
  await askInTurn(gateway, 'of=s1,s4', 10)
  const { text } = await read('metrics')
  expect(text).toContain('gateway_partial_total 10\n')
  expect(text).toContain('gateway_call_failures_total{reason="refused"} 10\n')
  expect(text).toContain('gateway_breaker_state{service="s4"} 1\n')
  expect(text).toContain('gateway_request_seconds_count 14\n')
  for (const line of text.trim().split('\n'))
    expect(line).toMatch(/^(# TYPE \w+ (counter|gauge|histogram)|\w+(\{\w+="[^"]+"\})? [\d.e+-]+)$/)
})
