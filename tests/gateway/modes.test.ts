import { X509Certificate } from 'node:crypto'
import { expect, test } from 'vitest'
import { makeCertificate } from '../../sketches/gateway/certificate.ts'
import { startGateway } from '../../sketches/gateway/index.ts'
import type { Mode } from '../../sketches/gateway/options.ts'
import { ask, few } from './ask.ts'

const rounds = 3

test.each([
  { mode: 'h1-pooled', tls: false, opened: 4 },
  { mode: 'h1-pooled', tls: true, opened: 4 },
  { mode: 'h1-fresh', tls: false, opened: 12 },
  { mode: 'h1-fresh', tls: true, opened: 12 },
  { mode: 'h2', tls: false, opened: 4 },
  { mode: 'h2', tls: true, opened: 4 },
  { mode: 'fetch', tls: false, opened: 4 },
] satisfies { mode: Mode; tls: boolean; opened: number }[])(
  '$mode, TLS $tls: $opened connections for three rounds of four calls',
  async ({ mode, tls, opened }) => {
    await using gateway = await startGateway({ ...few, mode, tls })
    for (let round = 0; round < rounds; round++) {
      const asked = await ask(gateway, 'of=s1,s2,s3,s4&bytes=1000')
      expect(asked).toMatchObject({ status: 200, complete: true, missing: {} })
      expect(Object.values(asked.answers).map(({ service }) => service)).toEqual(gateway.services)
      expect(asked.bytes).toBeGreaterThan(4_000)
    }
    const { connectionsOpened, calls, complete } = await gateway.stats()
    expect({ connectionsOpened, calls, complete }).toEqual({
      connectionsOpened: opened,
      calls: 4 * rounds,
      complete: rounds,
    })
    const seen = await gateway.upstreamStats()
    expect(seen.map((each) => each.answered)).toEqual([rounds, rounds, rounds, rounds])
    expect(seen.reduce((sum, each) => sum + each.connectionsOpened, 0)).toBe(opened)
  },
)

test('HTTP/2 carries all calls at once on one connection, and a pool opens one for each', async () => {
  for (const [mode, opened] of [
    ['h2', 1],
    ['h1-pooled', 12],
  ] as const) {
    await using gateway = await startGateway({ ...few, upstreams: 1, latencyMs: 300, mode })
    const asked = await Promise.all(Array.from({ length: 12 }, () => ask(gateway, 'of=s1')))
    expect(asked.map(({ complete }) => complete)).toEqual(new Array(12).fill(true))
    expect((await gateway.stats()).connectionsOpened).toBe(opened)
  }
})

test('a certificate is good for its name, now, and only with its key', () => {
  const { certificate, key } = makeCertificate('upstream.internal')
  const read = new X509Certificate(certificate)
  expect(read.checkHost('upstream.internal')).toBe('upstream.internal')
  expect(read.checkHost('other.internal')).toBeUndefined()
  expect(read.verify(read.publicKey)).toBe(true)
  expect(read.verify(new X509Certificate(makeCertificate('a').certificate).publicKey)).toBe(false)
  expect(Date.parse(read.validFrom)).toBeLessThan(Date.now())
  expect(Date.parse(read.validTo)).toBeGreaterThan(Date.now())
  expect(key).toContain('PRIVATE KEY')
})
