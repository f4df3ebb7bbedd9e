import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { check } from '../../src/check/check.ts'
import { type ServedSite, serve } from '../../src/site/serve.ts'
import { findBrowser, openBrowser } from './browser.ts'
import { faults, unfold, unreached } from './faults.ts'
import { filterLists } from './filters.ts'
import { printPages } from './printed.ts'
import { buildProject, createProject, type Project } from './project.ts'
import { takeScreenshots } from './screenshots.ts'
import { turnInputs } from './turned.ts'
import { fixtureVerdicts } from './verdicts.ts'
import { staysWhole } from './whole.ts'

const executable = findBrowser()
const pages = {
  home: '',
  log: 'adrs/',
  record: 'adrs/001-event-loop-for-chat/',
  weighed: 'adrs/003-queue-for-uploads/',
  superseded: 'adrs/002-thread-for-each-connection/',
  calculations: 'calculations/',
  calculation: 'calculations/chat/',
  turned: 'calculations/pool/?writers=20,000+clients',
  evidence: 'evidence/',
  services: 'services/',
  service: 'services/chat/',
  guide: 'guides/reading/',
  report: 'report/',
  missing: 'no-such-page/',
}

let project: Project
let site: ServedSite
let browser: Browser

beforeAll(async () => {
  if (executable === null) return
  project = createProject(fixtureVerdicts({ hasErrors: true }))
  const turned = ['calculations/pool.md', 'src/content/docs/report/index.md']
  await check({ root: project.root, paths: turned, complete: false })
  const built = await buildProject(project, { HOLDFAST_PREVIEW: '1' })
  if (built.code !== 0) throw new Error(built.output)
  site = await serve({ folder: join(project.root, 'dist'), port: 0 })
  browser = await openBrowser(executable)
}, 180_000)

afterAll(async () => {
  if (executable === null) return
  await browser.close()
  await site.close()
  project[Symbol.dispose]()
})

/** Runs in a fresh window; where no browser was found the test says so and is left out. */
function inBrowser(
  name: string,
  options: BrowserContextOptions,
  run: (page: Page) => Promise<void>,
): void {
  test(name, async ({ skip }) => {
    if (executable === null) return skip('no browser found on this machine')
    const context = await browser.newContext(options)
    const page = await context.newPage()
    const errors: string[] = []
    page.on('pageerror', (error) => errors.push(error.message))
    await run(page)
    expect(errors).toEqual([])
    await context.close()
  })
}

const open = (page: Page, path: string) => page.goto(site.url + path, { waitUntil: 'load' })

/** With all that is folded: a reader may have opened any of it. */
async function openWhole(page: Page, path: string): Promise<void> {
  await open(page, path)
  await unfold(page)
}

describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
  for (const [name, path] of Object.entries(pages))
    inBrowser(`${name} has no fault that axe can find`, { colorScheme }, async (page) => {
      await openWhole(page, path)
      expect(await faults(page)).toEqual([])
    })
  inBrowser('an open card has none either', { colorScheme }, async (page) => {
    await open(page, pages.calculation)
    await page.locator('#claim-delivery-p99 .claim-sign').click()
    await page.locator('#claim-delivery-p99-card').waitFor()
    expect(await faults(page)).toEqual([])
  })
})

describe('at 320 pixels', () => {
  for (const [name, path] of Object.entries(pages))
    inBrowser(
      `${name} does not scroll sideways`,
      { viewport: { width: 320, height: 640 } },
      async (page) => {
        await openWhole(page, path)
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
        expect(await unreached(page)).toEqual([])
      },
    )
})

describe('without a script', () => {
  const options = { javaScriptEnabled: false, colorScheme: 'light' } as const
  inBrowser('a card opens and closes', options, async (page) => {
    await open(page, pages.calculation)
    const card = page.locator('#claim-pool-mid-card')
    expect(await card.isVisible()).toBe(false)
    await page.locator('#claim-pool-mid .claim-sign').click()
    expect(await card.innerText()).toContain('44.5 to 45.5 connections')
    await card.getByRole('button', { name: 'Close' }).click()
    expect(await card.isVisible()).toBe(false)
  })
  inBrowser('light is shown to who asks for light', options, async (page) => {
    await open(page, pages.calculation)
    const paper = await page.evaluate(() => getComputedStyle(document.body).backgroundColor)
    expect(paper).toBe('rgb(252, 251, 248)')
  })
})

describe.each([
  [1280, 700],
  [1024, 500],
  [360, 640],
])('in a window of %i by %i', (width, height) => {
  inBrowser('every card is seen whole', { viewport: { width, height } }, async (page) => {
    await open(page, pages.calculation)
    const claims = page.locator('.claim')
    expect(await claims.count()).toBeGreaterThan(10)
    for (const claim of await claims.all()) {
      await claim.locator('.claim-sign').click()
      const card = page.locator(`[id="${await claim.getAttribute('id')}-card"]`)
      const box = await card.boundingBox()
      expect(box?.x).toBeGreaterThanOrEqual(0)
      expect(box?.y).toBeGreaterThanOrEqual(0)
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(width)
      expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(height)
      await page.keyboard.press('Escape')
    }
  })
})

describe('with the keyboard alone', () => {
  inBrowser('a card opens, gives the focus back, and the next claim follows', {}, async (page) => {
    await open(page, pages.record)
    await page.locator('#claim-messages-mid .claim-sign').focus()
    await page.keyboard.press('Enter')
    const card = page.locator('#claim-messages-mid-card')
    await card.waitFor()
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(
      'Close',
    )
    await page.keyboard.press('Escape')
    await card.waitFor({ state: 'hidden' })
    const focused = () => page.evaluate(() => document.activeElement?.closest('.claim')?.id)
    expect(await focused()).toBe('claim-messages-mid')
    await page.keyboard.press('Tab')
    expect(await focused()).toBe('claim-budget')
  })
  inBrowser('the first stop skips to the content', {}, async (page) => {
    await open(page, pages.record)
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.getAttribute('href'))).toBe('#_top')
  })
})

describe('a stranger', () => {
  inBrowser('finds a record within two clicks', {}, async (page) => {
    await open(page, pages.home)
    await page.getByRole('link', { name: 'Decisions' }).click()
    await page.locator('tbody a', { hasText: 'Event loop for chat' }).click()
    expect(await page.locator('h1').innerText()).toBe('Event loop for chat')
  })
  inBrowser('follows a step of a derivation to its line', {}, async (page) => {
    await open(page, pages.calculation)
    await page.locator('#claim-pool-mid .claim-sign').click()
    await page.locator('#claim-pool-mid-card').getByRole('link', { name: 'line 32' }).click()
    expect(new URL(page.url()).hash).toBe('#L32')
    expect(await page.locator('#L32').innerText()).toContain('const pool')
  })
  inBrowser('sees a card on hover', { viewport: { width: 1280, height: 900 } }, async (page) => {
    await open(page, pages.record)
    await page.locator('#claim-messages-mid .claim-sign').hover()
    await page.locator('#claim-messages-mid-card').waitFor({ timeout: 5_000 })
  })
  inBrowser('types at once into a search that a key opened', {}, async (page) => {
    // The frame fetches what listens when it has nothing else to do; keys before that go nowhere.
    await open(page, pages.record)
    await page.locator('body[data-search-listens]').waitFor()
    await page.keyboard.press('Control+k')
    await page.keyboard.type('chat')
    const search = page.getByPlaceholder('Search')
    await expect.poll(() => search.inputValue(), { timeout: 20_000 }).toBe('chat')
    expect(await search.evaluate((input) => input === document.activeElement)).toBe(true)
    await page.locator('.pagefind-ui__result').first().waitFor()
  })
  inBrowser('puts the evidence in order with the keyboard', {}, async (page) => {
    await open(page, pages.evidence)
    const values = () => page.locator('.evidence tbody tr td:last-child').allInnerTexts()
    const built = await values()
    const heading = page.getByRole('columnheader', { name: 'Value' })
    await heading.getByRole('button').focus()
    const seen: (string | null)[] = []
    const orders: string[][] = []
    for (let press = 0; press < 3; press++) {
      await page.keyboard.press('Enter')
      seen.push(await heading.getAttribute('aria-sort'))
      orders.push(await values())
    }
    expect(seen).toEqual(['ascending', 'descending', 'none'])
    const { compare } = new Intl.Collator('en', { numeric: true })
    expect(orders[0]).toEqual(built.toSorted(compare))
    expect(orders[1]).toEqual(built.toSorted(compare).reverse())
    expect(orders[2]).toEqual(built)
    expect(orders[0]).not.toEqual(built)
  })
  inBrowser('gets little script with a record', {}, async (page) => {
    const scripts: Promise<Buffer>[] = []
    page.on('response', (response) => {
      if (response.url().endsWith('.js')) scripts.push(response.body())
    })
    await open(page, pages.record)
    await page.waitForLoadState('networkidle')
    const inline = await page.evaluate(() =>
      [...document.querySelectorAll('script:not([src])')].map(({ textContent }) => textContent),
    )
    const sizes = (await Promise.all(scripts)).map(({ byteLength }) => byteLength)
    expect(sizes.length).toBeGreaterThan(0)
    const bytes = [...sizes, ...inline.map((text) => (text ?? '').length)].reduce(
      (sum, each) => sum + each,
    )
    expect(bytes).toBeGreaterThan(0)
    expect(bytes).toBeLessThan(15_000)
  })
})

describe('printed', () => {
  const { home, log, record, calculation, evidence } = pages
  printPages({ inBrowser, open, pages: { home, log, record, calculation, evidence } })
})

describe('filters', () => filterLists({ inBrowser, open, pages }))

describe('a page stays whole', () => staysWhole({ inBrowser, open, pages }))

describe('inputs are turned', () => turnInputs({ inBrowser, open, pages }))

describe('served', () => {
  inBrowser('a page loads itself again when told', {}, async (page) => {
    // Once it is answered, the server knows whom to tell; the request may still be on its way.
    const listening = page.waitForResponse((answer) => answer.url().endsWith('/.holdfast/events'))
    await open(page, pages.home)
    await listening
    const again = page.waitForEvent('load')
    site.reload()
    await again
  })
})

test('pictures of pages can be taken, to be looked at', async ({ skip }) => {
  if (executable === null) return skip('no browser found on this machine')
  const out = join(project.root, 'pictures')
  const folder = join(project.root, 'dist')
  const taken = await takeScreenshots({ folder, out, pages: ['', 'adrs/'], executable })
  expect(taken).toEqual(readdirSync(out).sort((a, b) => taken.indexOf(a) - taken.indexOf(b)))
  expect(taken).toContain('adrs-phone.png')
})
