import { createContext, runInContext } from 'node:vm'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { findBrowser, openBrowser } from '../site/browser.ts'
import { bundle } from './bundle.ts'

/** What a page needs to run a document again and to decide its claims: the core and the grammar of claims. */
const core = {
  'quantity.ts': 'quantity, Scalar',
  'unit.ts': 'unitNamed',
  'stated.ts': 'parseStated',
  'decide.ts': 'decide',
}
const limitInBytes = 5_000

/** A document's calculation and claims, as a page runs them; `rate` is where a slider stands. */
const page = `(rate) => {
  const { decide, parseStated, quantity, Scalar, unitNamed } = holdfast
  const clients = new Scalar(10_000, unitNamed('client'))
  const messages = clients.times(new Scalar(rate, unitNamed('message/client/s')))
  const inFlight = messages.times(quantity(1.5, 'ops/message')).times(quantity(100, 'ms'))
  const pool = inFlight.plus(inFlight.times(0.2)).per(quantity(1, 'op/connection')).ceil()
  const claims = ['45 connections', 'about 38', 'at most 50', '~50', 'between 40 and 48 connections']
  return [
    String(pool),
    ...claims.map((text) => decide(parseStated(text), { unit: pool.unit, value: pool.value }).holds),
  ]
}`

const seen = {
  atMiddle: ['45 connection', true, false, true, false, true],
  atHigh: ['60 connection', false, false, false, false, false],
}

test(`the core and the grammar of claims are under ${limitInBytes} bytes, gzipped`, async () => {
  const code = await bundle(core, 'es')
  const bytes = gzipSync(code, { level: 9 }).length
  console.log(`core and claim grammar: ${bytes} bytes gzipped, ${code.length} minified`)
  expect(bytes).toBeLessThan(limitInBytes)
  expect(code).not.toMatch(/\bimport\b|\brequire\b|\bprocess\b|\bBuffer\b/)
})

describe('the same values and verdicts outside of Node', () => {
  test('with nothing but the language', async () => {
    const context = createContext({})
    runInContext(await bundle(core, 'iife'), context)
    expect(runInContext('typeof process + typeof Buffer + typeof URL', context)).toBe(
      'undefinedundefinedundefined',
    )
    const run = (rate: number): unknown =>
      JSON.parse(runInContext(`JSON.stringify((${page})(${rate}))`, context))
    expect({ atMiddle: run(0.025), atHigh: run(2 / 60) }).toEqual(seen)
  })

  test('in a browser', async ({ skip }) => {
    const path = findBrowser()
    if (path === null) return skip('no browser on this machine')
    const browser = await openBrowser(path)
    try {
      const tab = await browser.newPage()
      await tab.addScriptTag({ content: await bundle(core, 'iife') })
      const run = (rate: number): Promise<unknown> => tab.evaluate(`(${page})(${rate})`)
      expect({ atMiddle: await run(0.025), atHigh: await run(2 / 60) }).toEqual(seen)
    } finally {
      await browser.close()
    }
  })
})
