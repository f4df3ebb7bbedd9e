import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { amountIn, tableIn, valueAt, wholeAt } from '../../sketches/drivers/http-amount.ts'
import { type RequestsOptions, requests } from '../../sketches/drivers/http-requests.ts'
import { type Gateway, startGateway } from '../../sketches/gateway/index.ts'
import { descendantsOf, signal, until } from '../sketches/processes.ts'
import { few } from './ask.ts'

let gateway: Gateway
beforeAll(async () => {
  gateway = await startGateway({ ...few, latencyMs: [20, 60] })
})
afterAll(() => gateway[Symbol.asyncDispose]())

const short = { rate: 100, seconds: 1, warmupSeconds: 0.5, fanOut: [1, 3] } as const

test('every request is sent, answered and accounted for', async () => {
  const run = await requests(gateway, short)
  expect(run.sent).toBeGreaterThan(60)
  expect(run).toMatchObject({
    complete: run.sent,
    good: run.sent,
    ...{ partial: 0, shed: 0, failed: 0, unanswered: 0 },
    latency: { kind: 'distribution', unit: 'ms', count: run.sent },
    latencyApart: { count: 0 },
  })
  expect(run.latency.min).toBeGreaterThanOrEqual(19)
  expect(run.completePerS).toBe(run.sent / 1)
  expect(run.cpuPerCallMs).toBeGreaterThan(0)
  expect(run.cpuPerRequestMs / run.cpuPerCallMs).toBeCloseTo(run.calls / run.requestsTaken, 6)
  expect(run.calls / run.requestsTaken).toBeGreaterThan(1.5)
  expect(run.calls / run.requestsTaken).toBeLessThan(2.5)
  expect(run.callsInFlightMean).toBeGreaterThan(run.requestsInFlightMean)
  expect(Object.values(run).filter((value) => value === undefined)).toEqual([])
})

test('quantities and laws of a document are taken as they are', async () => {
  const run = await requests(gateway, {
    rate: { value: 60, unit: 'request/s' },
    seconds: { value: 0.5, unit: 's' },
    warmupSeconds: 0,
    fanOut: { sample: (share: number) => ({ value: share < 0.5 ? 1 : 2, unit: 'call' }) },
    goodWithinMs: { value: 0.001, unit: 's' },
  })
  expect(run.complete).toBe(run.sent)
  expect(run.good).toBe(0)
})

test('what is asked apart is recorded apart', async () => {
  await gateway.setFault('s1', { kind: 'dead' })
  const run = await requests(gateway, { ...short, apart: ['s1'] })
  await gateway.setFault('s1', { kind: 'none' })
  expect(run.partial + run.failed + run.shed).toBeGreaterThan(0)
  expect(run.latency.count).toBe(run.complete)
  expect(run.latencyApart.count).toBe(run.partial)
  expect(run.complete + run.partial + run.failed + run.shed + run.unanswered).toBe(run.sent)
  const without = await requests(gateway, {
    ...short,
    avoid: ['s1'],
    large: { share: 0.5, bytes: 9_000 },
  })
  expect(without.complete).toBe(without.sent)
  expect(without.latencyLarge.count + without.latency.count).toBe(without.sent)
  expect(without.latencyLarge.count).toBeGreaterThan(10)
})

test('a run whose driver was held up is void and says by how much', async () => {
  const running = requests(gateway, { ...short, rate: 50, seconds: 3, warmupSeconds: 0 })
  const before = (await gateway.stats()).requests
  await until(async () => (await gateway.stats()).requests > before)
  const driver = (await descendantsOf(process.pid)).find(({ command }) =>
    command.includes('http-requests-process'),
  )
  signal(driver?.pid, 'SIGSTOP')
  await new Promise((resolve) => setTimeout(resolve, 200))
  signal(driver?.pid, 'SIGCONT')
  expect((await running).void).toMatch(/^driver lagged \d+ ms$/)
})

test('the driver sees what a faulty server does', async () => {
  let turn = 0
  const answers: RequestListener[] = [
    (_, response) => response.writeHead(200, { 'content-length': 40 }).end(' '.repeat(40)),
    (_, response) => response.end('{}'),
    (_, response) => response.writeHead(200, { missing: 's1', 'content-length': 2 }).end('{}'),
    (_, response) => response.writeHead(503, { 'content-length': 0 }).end(),
    (_, response) => response.writeHead(500, { 'content-length': 0 }).end(),
    (request) => request.socket.destroy(),
  ]
  const server = createServer((request, response) => {
    response.setHeader('content-length', 2)
    answers[turn++ % answers.length]?.(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { address: host, port } = server.address() as AddressInfo
  const target = { ...gateway, addresses: { host, port } }
  const run = await requests(target, { ...short, warmupSeconds: 0 })
  server.close()
  server.closeAllConnections()
  const { complete, partial, shed, failed, unanswered } = run
  for (const count of [complete, partial, shed, failed / 2, unanswered])
    expect(Math.abs(count - run.sent / 6)).toBeLessThanOrEqual(1)
  expect(run.latency.count).toBe(complete)
})

test('impossible options are refused', async () => {
  const tries = [
    [{ ...short, rate: 0 }, 'Unexpected rate'],
    [{ ...short, rate: { value: 1, unit: 's' } }, 'Unexpected rate in s'],
    [{ ...short, seconds: 1_000 }, 'Unexpected seconds'],
    [{ ...short, fanOut: [2, 10] }, 'Unexpected fan-out 10, expected up to 4'],
    [{ ...short, avoid: ['s1', 's2', 's3'] }, 'Unexpected fan-out 3, expected up to 1'],
  ] satisfies [RequestsOptions, string][]
  for (const [options, message] of tries)
    await expect(requests(gateway, options)).rejects.toThrow(message)
})

test('amounts and laws', () => {
  expect(amountIn('ms', { value: 0.3, unit: 's' })).toBe(300)
  expect(amountIn('B', { value: 300, unit: 'B' })).toBe(300)
  expect(() => amountIn('ms', { value: 1, unit: 'B' })).toThrow('Unexpected amount in B')
  expect(() => amountIn('ms', -1)).toThrow('Unexpected amount -1')
  expect(() => tableIn('ms', [2, 1])).toThrow('Unexpected ends 2 and 1')
  const ends = tableIn('ms', [100, 500])
  expect([0, 0.5, 1].map((share) => valueAt(ends, share))).toEqual([100, 300, 500])
  const whole = tableIn('count', [2, 4])
  expect([0, 0.32, 0.34, 0.67, 0.999].map((share) => wholeAt(whole, share))).toEqual([
    2, 2, 3, 4, 4,
  ])
  const law = tableIn('ms', { sample: (share) => ({ value: share, unit: 's' }) })
  expect(valueAt(law, 0.25)).toBeCloseTo(250.5, 6)
  expect(valueAt(law, 0.9999999)).toBeCloseTo(999.5, 6)
})
