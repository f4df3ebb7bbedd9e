import { expect, test } from 'vitest'
import { startGateway, tryIt } from '../../sketches/gateway/index.ts'
import { findBrowser, openBrowser } from '../site/browser.ts'
import { until } from '../sketches/processes.ts'
import { few } from './ask.ts'

const program = findBrowser()

test.skipIf(program === null)(
  'on a phone, a person kills a service and sees it marked',
  async () => {
    await using gateway = await startGateway({ ...few, attemptsMax: 1, page: true })
    await using browser = await openBrowser(program ?? '')
    const page = await browser.newPage({ viewport: { width: 320, height: 640 } })
    const problems: string[] = []
    page.on('pageerror', (error) => problems.push(error.message))
    await page.goto(gateway.addresses.page ?? '')
    await page.getByLabel('What is wrong with s2', { exact: true }).selectOption('dead')
    await page.locator('tr.bad').getByText('s2', { exact: true }).waitFor()
    await page.locator('#incomplete').getByText('"s2"').waitFor()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
    expect(problems).toEqual([])
  },
)

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

  // Requests are sent for as long as somebody looks.
  const look = async (query: string) =>
    (await (await fetch(`${page}stats?${query}`)).json()).visitors
  expect(await look('rate=0&fanout=4')).toMatchObject({ complete: 0, partial: 0 })
  await until(async () => (await look('rate=50&fanout=4')).partial > 3)
  const { lastIncomplete, askersP99Ms, othersP99Ms } = await look('rate=0&fanout=x')
  expect(lastIncomplete).toContain('missing {"s2":')
  expect(askersP99Ms).toBeGreaterThan(0)
  expect(othersP99Ms).toBeNull()

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
