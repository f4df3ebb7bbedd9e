import { expect, test } from 'vitest'
import { startGateway, tryIt } from '../../sketches/gateway/index.ts'
import { few } from './ask.ts'

test('a person sees the services, spoils one and sees what is missing', async () => {
  await using gateway = await startGateway({ ...few, attemptsMax: 1, page: true })
  const page = gateway.addresses.page ?? ''
  const html = await fetch(page)
  expect(html.headers.get('content-security-policy')).toContain("default-src 'none'")
  expect(await html.text()).toContain('<h1>Gateway</h1>')
  const spoil = (body: string, headers: Record<string, string> = {}) =>
    fetch(`${page}fault`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    })
  const dead = JSON.stringify({ name: 's2', fault: { kind: 'dead' } })
  expect((await spoil(dead)).status).toBe(200)
  expect(await (await fetch(`${page}try?of=s1,s2`)).json()).toMatchObject({
    complete: false,
    missing: { s2: 'refused' },
  })
  const { services } = await (await fetch(`${page}stats`)).json()
  expect(services[1]).toMatchObject({ name: 's2', failures: 1, fault: { kind: 'dead' } })

  const well = JSON.stringify({ name: 's2', fault: { kind: 'none' } })
  for (const [body, headers] of [
    [well, { 'content-type': 'text/plain' }],
    [well, { 'sec-fetch-site': 'cross-site' }],
    [JSON.stringify({ name: 's9', fault: { kind: 'none' } }), {}],
    [JSON.stringify({ name: 's2', fault: { kind: 'melted' } }), {}],
    ['{', {}],
    ['x'.repeat(2_000), {}],
  ] as const)
    expect((await spoil(body, headers)).status).toBe(400)
  expect((await fetch(`${page}elsewhere`)).status).toBe(404)
  expect(await (await fetch(`${page}try?of=s2`)).json()).toMatchObject({ complete: false })
  expect((await spoil(well)).status).toBe(200)
  expect(tryIt(gateway).join('\n')).toContain(`Open ${page}`)
})
