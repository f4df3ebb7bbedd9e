import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Gateway, startGateway } from '../../sketches/gateway/index.ts'
import { until } from '../sketches/processes.ts'
import { ask, few } from './ask.ts'
import { exchange, openRaw, statusesOf } from './raw.ts'

let gateway: Gateway
beforeAll(async () => {
  gateway = await startGateway({ ...few, latencyMs: 1, clientTimeoutMs: 1_000 })
})
afterAll(() => gateway[Symbol.asyncDispose]())

const get = (target: string, ...headers: string[]) =>
  [`GET ${target} HTTP/1.1`, 'Host: a', ...headers, '', ''].join('\r\n')
const post = (body: string, ...headers: string[]) =>
  [
    'POST /aggregate HTTP/1.1',
    'Host: a',
    'Content-Type: application/json',
    ...headers,
    '',
    body,
  ].join('\r\n')
const asking = '{"of":["s1","s2"]}'
const length = (body: string) => `Content-Length: ${body.length}`

const callsSoFar = async () =>
  (await gateway.upstreamStats()).reduce((sum, { calls }) => sum + calls, 0)

/** A client sees its end before the gateway has counted it, and between two requests nothing is held. */
async function isAtRest(): Promise<boolean> {
  const { heldBytes, requestsInFlight } = await gateway.stats()
  return heldBytes === 0 && requestsInFlight === 0
}

test('questions by POST are answered as those by GET', async () => {
  const received = await exchange(
    gateway.addresses,
    post(asking, length(asking), 'Connection: close'),
  )
  expect(statusesOf(received)).toEqual([200])
  expect(received).toContain('"s1":{"service":"s1"')
  expect(await ask(gateway, 'of=s1,s2&bytes=300')).toMatchObject({ status: 200, complete: true })
})

test.each([
  ['of=', 400],
  ['of=s1,s1', 400],
  ['of=s9', 400],
  ['of=__proto__', 400],
  ['of=constructor', 400],
  ['of=s1%0d%0aevil:%201', 400],
  ['of=../s1', 400],
  ['of=s1&bytes=-1', 400],
  ['of=s1&bytes=1e9', 400],
  ['of=s1&bytes=x', 400],
  ['of=s1&bytes=', 400],
  [`of=${'s1,'.repeat(100)}`, 400],
  [`of=${'x'.repeat(3_000)}`, 414],
])('%s is refused with %i', async (query, status) => {
  const before = await callsSoFar()
  const asked = await ask(gateway, query)
  expect(asked.status).toBe(status)
  expect(asked.error).toMatch(/^Unexpected /)
  expect(await callsSoFar()).toBe(before)
})

test.each(['0', '-1', '1.5', '60001', 'soon', '1e3', ''])(
  'a deadline of "%s" is refused',
  async (deadline) => {
    const asked = await ask(gateway, 'of=s1', { 'deadline-ms': deadline })
    expect(asked).toMatchObject({
      status: 400,
      error: 'Unexpected deadline-ms, expected 1 to 60000',
    })
  },
)

test.each([
  ['another path', get('/admin'), 404],
  ['another method', get('/aggregate?of=s1').replace('GET', 'DELETE'), 405],
  ['TRACE', get('/metrics').replace('GET', 'TRACE'), 405],
  ['CONNECT', 'CONNECT s1:80 HTTP/1.1\r\nHost: a\r\n\r\n', 405],
  ['a whole address as the target', get('http://127.0.0.2/item'), 400],
  ['no host', 'GET /aggregate?of=s1 HTTP/1.1\r\n\r\n', 400],
  ['an unknown version', 'GET /aggregate?of=s1 HTTP/3.7\r\nHost: a\r\n\r\n', 400],
  ['no HTTP', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', 400],
  ['a NUL in a header', get('/aggregate?of=s1', 'X-A: a\0b'), 400],
  ['a header without a name', get('/aggregate?of=s1', ': b'), 400],
  ['a folded header', get('/aggregate?of=s1', 'X-A: a', ' b'), 400],
  ['headers of 20 KB', get('/aggregate?of=s1', `X-A: ${'a'.repeat(20_000)}`), 431],
  ['300 headers', get('/aggregate?of=s1', ...new Array(300).fill('X-A: b')), 431],
  ['an endless header', `GET / HTTP/1.1\r\nX-A: ${'a'.repeat(100_000)}`, 431],
  ['a body with GET', `${get('/aggregate?of=s1', 'Content-Length: 2')}{}`, 400],
  [
    'a body of another type',
    post('a=b', length('a=b')).replace('application/json', 'text/plain'),
    415,
  ],
  ['a body that is no JSON', post('{"of":', length('{"of":')), 400],
  ['a body that is a list', post('[1]', length('[1]')), 400],
  ['a body without names', post('{}', length('{}')), 400],
  ['names that are no text', post('{"of":[1]}', length('{"of":[1]}')), 400],
  ['a body said to be large', post('', 'Content-Length: 1000000'), 413],
  ['one asked for first', post('', 'Content-Length: 1000000', 'Expect: 100-continue'), 413],
  [
    'a large body in chunks',
    post(`8000\r\n${'x'.repeat(0x8000)}\r\n`, 'Transfer-Encoding: chunked'),
    413,
  ],
  ['another expectation', post('{}', length('{}'), 'Expect: gold'), 417],
])('%s is refused', async (_, text, status) => {
  const before = await callsSoFar()
  const received = await exchange(gateway.addresses, text)
  expect(statusesOf(received)).toEqual([status])
  expect(await callsSoFar()).toBe(before)
})

/** Each hides a second request that a careless reader would serve, or pass on. */
const hidden = get('/aggregate?of=s3')
test.each([
  [
    'length and chunks',
    post(`0\r\n\r\n${hidden}`, 'Content-Length: 4', 'Transfer-Encoding: chunked'),
  ],
  [
    'chunks and length',
    post(`0\r\n\r\n${hidden}`, 'Transfer-Encoding: chunked', 'Content-Length: 4'),
  ],
  ['two lengths', post(`{}${hidden}`, 'Content-Length: 2', 'Content-Length: 4')],
  ['two lengths in one', post(`{}${hidden}`, 'Content-Length: 2, 2')],
  ['a signed length', post(`{}${hidden}`, 'Content-Length: +2')],
  ['a negative length', post(`{}${hidden}`, 'Content-Length: -2')],
  ['a hexadecimal length', post(`{}${hidden}`, 'Content-Length: 0x2')],
  ['an unknown coding', post(`0\r\n\r\n${hidden}`, 'Transfer-Encoding: xchunked')],
  ['chunked and then another', post(`0\r\n\r\n${hidden}`, 'Transfer-Encoding: chunked, identity')],
  [
    'chunked twice',
    post(`0\r\n\r\n${hidden}`, 'Transfer-Encoding: chunked', 'Transfer-Encoding: x'),
  ],
  ['a blank before the colon', post(`0\r\n\r\n${hidden}`, 'Transfer-Encoding : chunked')],
  ['a chunk size that is none', post(`zz\r\n\r\n${hidden}`, 'Transfer-Encoding: chunked')],
  ['a chunk size too large', post(`fffffffffffffffff\r\n${hidden}`, 'Transfer-Encoding: chunked')],
  [
    'a chunk longer than said',
    post(`1\r\nxyz\r\n0\r\n\r\n${hidden}`, 'Transfer-Encoding: chunked'),
  ],
  ['lines ended by LF', get('/aggregate?of=s3').replaceAll('\r\n', '\n')],
  ['a bare CR in a header', get('/aggregate?of=s3', 'X-A: a\rX-B: b')],
])('%s: nothing is smuggled in', async (_, text) => {
  const before = await callsSoFar()
  const received = await exchange(gateway.addresses, text)
  const statuses = statusesOf(received)
  expect(statuses.length).toBeGreaterThan(0)
  for (const status of statuses) expect([400, 501]).toContain(status)
  expect(await callsSoFar()).toBe(before)
})

test.each(['websocket', 'h2c'])('a wish to speak %s is not granted', async (protocol) => {
  const wish = [
    'Connection: Upgrade, HTTP2-Settings',
    `Upgrade: ${protocol}`,
    'HTTP2-Settings: AAMAAABk',
  ]
  const received = await exchange(gateway.addresses, get('/aggregate?of=s1', ...wish))
  expect(statusesOf(received)).toEqual([200])
})

test('two requests in one packet are two answers, in their order', async () => {
  const two = get('/aggregate?of=s1') + get('/aggregate?of=s2', 'Connection: close')
  const received = await exchange(gateway.addresses, two)
  expect(statusesOf(received)).toEqual([200, 200])
  expect(received.indexOf('"s1"')).toBeLessThan(received.indexOf('"s2"'))
})

test('slow clients lose their connection and hold nothing, and the others are served', async () => {
  const { host, port } = gateway.addresses
  const slow = Array.from({ length: 100 }, (_, index) =>
    openRaw(
      { host, port },
      index % 2 === 0 ? 'GET /aggregate?of=s1 HT' : post('{"o', 'Content-Length: 18'),
    ),
  )
  // A byte now and then does not buy more time.
  const drip = setInterval(() => {
    for (const { socket } of slow) if (socket.writable) socket.write('x')
  }, 200)
  for (let round = 0; round < 20; round++)
    expect(await ask(gateway, 'of=s1,s2')).toMatchObject({ status: 200, complete: true })
  await Promise.all(slow.map(({ ended }) => ended))
  clearInterval(drip)
  for (const { received } of slow) expect([[408], [400]]).toContainEqual(statusesOf(received()))
  await until(isAtRest)
})

test('a client that does not read its answers loses its connection, and they are not kept', async () => {
  const lazy = openRaw(gateway.addresses)
  lazy.socket.pause()
  for (let count = 0; count < 8; count++)
    lazy.socket.write(get('/aggregate?of=s1,s2,s3,s4&bytes=900000'))
  await until(async () => (await gateway.stats()).heldBytes > 1_000_000)
  await until(isAtRest)
  lazy.socket.destroy()
})

test('a client that leaves takes its calls with it', async () => {
  await gateway.setFault('s4', { kind: 'silent' })
  const client = openRaw(gateway.addresses, get('/aggregate?of=s4'))
  await until(async () => (await gateway.stats()).callsInFlight === 1)
  client.socket.destroy()
  await until(async () => (await gateway.stats()).callsInFlight === 0)
  await until(async () => (await gateway.upstreamStats())[3]?.held === 0)
  await gateway.setFault('s4', { kind: 'none' })
})
