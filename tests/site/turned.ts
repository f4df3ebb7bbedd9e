import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Browsing } from './browsing.ts'

/** The texts of the scripts that a page fetches from here on. */
function scriptsOf(page: Page): Promise<string>[] {
  const scripts: Promise<string>[] = []
  page.on('response', (response) => {
    if (response.url().endsWith('.js')) scripts.push(response.text())
  })
  return scripts
}

/** A reader moves inputs, and the page follows. */
export function turnInputs({ inBrowser, open, pages }: Browsing<'turned' | 'record'>): void {
  const texts = (page: Page, ...names: string[]) =>
    Promise.all(names.map((name) => page.locator(`#claim-${name} .claim-text`).innerText()))
  const state = (page: Page, name: string) =>
    page.locator(`#claim-${name}`).getAttribute('data-live')

  inBrowser('with the keyboard, and the page follows and can be handed on', {}, async (page) => {
    await open(page, 'calculations/pool/')
    const text = page.getByLabel('writers', { exact: true }).first()
    await page.locator('.live input[type=range]').first().focus()
    for (let press = 0; press < 30; press++) await page.keyboard.press('ArrowRight')
    await expect
      .poll(() => texts(page, 'writers', 'load-mid'), { timeout: 20_000 })
      .toEqual(['20,000 clients', '500 messages a second'])
    expect(await text.inputValue()).toBe('20,000 clients')
    await expect.poll(() => state(page, 'busy-high'), { timeout: 20_000 }).toBe('broken')
    expect(await state(page, 'busy-mid-2')).toBe('')
    const news = page.locator('.live-news')
    await expect
      .poll(() => news.innerText(), { timeout: 20_000 })
      .toContain('at most 8: now 13.33, broken from writers = 12,000 clients on')
    await page.locator('#claim-busy-high .claim-sign').click()
    expect(await page.locator('#claim-busy-high-card').innerText()).toContain(
      'With your inputs: now 13.33',
    )
    const { searchParams } = new URL(page.url())
    expect([...searchParams]).toEqual([['writers', '20,000 clients']])
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Reset all' }).click()
    await expect
      .poll(() => texts(page, 'writers', 'load-mid'), { timeout: 20_000 })
      .toEqual(['10,000 clients', '250 messages a second'])
    expect(new URL(page.url()).search).toBe('')
    await expect
      .poll(() => page.locator('[data-live=broken], [data-live=moved]').count(), {
        timeout: 20_000,
      })
      .toBe(0)
  })
  inBrowser('and plots move with them, with their words and their tables', {}, async (page) => {
    await open(page, 'calculations/pool/')
    const parts = (name: string) =>
      page.locator(`[data-plot=${name}]`).evaluate((figure) => ({
        bars: [...figure.querySelectorAll('.bar')].map((bar) => bar.getAttribute('width')),
        lines: [...figure.querySelectorAll('[data-series] path')].map((line) =>
          line.getAttribute('d'),
        ),
        label: figure.querySelector('[role=img]')?.getAttribute('aria-label'),
        cells: [...figure.querySelectorAll('td, th[scope=row]')].map((cell) => cell.textContent),
        ticks: [...figure.querySelectorAll('tspan')].map((tick) => tick.textContent),
        isKept: figure.querySelector<HTMLElement>('.plot-kept')?.offsetParent !== null,
      }))
    const text = page.getByLabel('writers', { exact: true }).first()
    const published = await Promise.all(['beside', 'growing', 'write'].map(parts))
    // A third and three thirds of the way from 170 to 490; the lines' frame is 64 to 610 and 274 to 34.
    expect(published[0]).toMatchObject({
      bars: ['106.7', '320'],
      cells: ['', 'busy', '5', 'left', '15'],
    })
    expect(published[1]?.lines[0]).toBe('M200.5 244L337 214L473.5 184L610 154')
    await text.fill('20,000 clients')
    await expect.poll(async () => (await parts('beside')).bars).toEqual(['213.3', '213.3'])
    expect(await parts('beside')).toMatchObject({
      label:
        'Connections that are busy, and those that are left. busy: 10 connections; left: 10 connections.',
      cells: ['', 'busy', '10', 'left', '10'],
      ticks: ['10', '10'],
      isKept: false,
    })
    // Twice the writers along a scale that is twice as long, twice the busy ones on the scale that was there.
    await expect
      .poll(async () => (await parts('growing')).lines.slice(0, 2))
      .toEqual(['M200.5 214L337 154L473.5 94L610 34', 'M200.5 214h0M337 154h0M473.5 94h0M610 34h0'])
    const twice = await parts('growing')
    expect(twice.ticks).toContain('40,000')
    expect(twice.cells.slice(-3)).toEqual(['40,000', '20', '20'])
    expect(await parts('write')).toEqual(published[2])
    await text.fill('60,000 clients')
    await expect.poll(async () => (await parts('beside')).isKept).toBe(true)
    expect(await parts('beside')).toEqual({ ...published[0], isKept: true })
    // A formula that refuses so many is missed by what rests on it, and by nothing else.
    await text.fill('100,000 clients')
    await expect.poll(() => texts(page, 'load-mid')).toEqual(['2,500 messages a second'])
    expect(await parts('beside')).toEqual({ ...published[0], isKept: true })
    await page.getByLabel('write', { exact: true }).first().fill('20 to 60 ms/message')
    await expect.poll(async () => (await parts('write')).cells.slice(-1)).toEqual(['60'])
    await page.getByRole('button', { name: 'Reset all' }).click()
    await expect.poll(async () => (await parts('beside')).isKept).toBe(false)
    await expect
      .poll(() => Promise.all(['beside', 'growing', 'write'].map(parts)))
      .toEqual(published)
  })
  inBrowser('and a matrix says what it would decide', {}, async (page) => {
    await open(page, 'calculations/pool/')
    // A record's figure as another page shows it, on a value of this page; no module is there before a touch.
    await page.evaluate(async () => {
      const other = await (await fetch('/adrs/003-queue-for-uploads/')).text()
      const figure = new DOMParser()
        .parseFromString(other, 'text/html')
        .querySelector<HTMLElement>('figure.matrix.shown')
      if (figure) figure.dataset.plot = 'decided'
      document.querySelector('main')?.append(figure ?? '')
    })
    const kept = page.locator('[data-plot=decided] .plot-kept')
    const text = page.getByLabel('writers', { exact: true }).first()
    expect(await kept.isVisible()).toBe(false)
    await text.fill('50,000 clients')
    await expect
      .poll(() => kept.innerText())
      .toBe(
        'This is what was decided. With your inputs “Requests” leads “Threads, one for each connection” by 1.25.',
      )
    expect(await page.locator('[data-plot=decided] .total').first().innerText()).toBe('4 ✓')
    await page.getByRole('button', { name: 'Reset all' }).click()
    await expect.poll(() => kept.isVisible()).toBe(false)
  })
  inBrowser('with what each of them moves and breaks beside it', {}, async (page) => {
    await open(page, 'calculations/pool/')
    const beside = await page.locator('[data-key=writers] .live-sways').innerText()
    expect(beside).toContain(
      'Moves 8 numbers, most 250 messages a second (load.mid) is 125 messages/s at 5,000 clients, 500 messages/s at 20,000 clients.',
    )
    expect(beside).toContain('Breaks at most 8 (busy.high) at 12,000 clients.')
    expect(await page.locator('[data-key=room] .live-sways').innerText()).toBe(
      'Breaks true (fits) at 5 connections.',
    )
  })
  inBrowser('by typing, and what is no such number is said', {}, async (page) => {
    await open(page, pages.turned)
    await expect
      .poll(() => texts(page, 'load'), { timeout: 20_000 })
      .toEqual(['333 to 667 messages a second'])
    const text = page.getByLabel('pace', { exact: true }).first()
    await text.fill('2 to 4 messages/client/minute')
    await expect
      .poll(() => texts(page, 'load'), { timeout: 20_000 })
      .toEqual(['667 to 1,333 messages a second'])
    await text.fill('2 to 4 servers')
    expect(await text.getAttribute('aria-invalid')).toBe('true')
    expect(await texts(page, 'load')).toEqual(['667 to 1,333 messages a second'])
  })
  inBrowser(
    'nowhere without a script, where cards are markup',
    { javaScriptEnabled: false },
    async (page) => {
      await open(page, 'calculations/pool/')
      expect(await page.locator('.live').isVisible()).toBe(false)
      expect(await page.locator('.card').count()).toBe(13)
      await page.locator('#claim-needed-mid .claim-sign').click()
      expect(await page.locator('#claim-needed-mid-card').isVisible()).toBe(true)
    },
  )
  inBrowser('on no record, which has no script of ours', {}, async (page) => {
    const scripts = scriptsOf(page)
    await open(page, pages.record)
    await page.waitForLoadState('networkidle')
    expect(await page.locator('.live').count()).toBe(0)
    const inline = await page.locator('script:not([src])').allTextContents()
    const all = [...(await Promise.all(scripts)), ...inline]
    expect(all.length).toBeGreaterThan(3)
    expect(all.filter((text) => text.includes('.live'))).toEqual([])
  })
  inBrowser('with a function that nobody fetches before it is asked for', {}, async (page) => {
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    const fetched = (): boolean => asked.some((url) => url.includes('/live-calculations-pool.js'))
    await page.route('**/live-calculations-pool.js*', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 500))
      await route.continue()
    })
    await page.setViewportSize({ width: 1280, height: 400 })
    await open(page, 'calculations/pool/')
    await page.waitForLoadState('networkidle')
    expect(asked.length).toBeGreaterThan(3)
    expect(fetched()).toBe(false)
    await page.getByLabel('writers', { exact: true }).first().fill('20,000 clients')
    expect(await texts(page, 'load-mid')).toEqual(['250 messages a second'])
    await expect
      .poll(() => texts(page, 'load-mid'), { timeout: 20_000 })
      .toEqual(['500 messages a second'])
    expect(fetched()).toBe(true)
    expect(new URL(page.url()).searchParams.get('writers')).toBe('20,000 clients')
    await expect
      .poll(() => texts(page, 'needed-mid'), { timeout: 20_000 })
      .toEqual(['12 connections'])
    const card = page.locator('#claim-needed-mid-card')
    expect(await card.count()).toBe(0)
    await page.locator('#claim-needed-mid .claim-sign').click()
    expect(await card.innerText()).toContain('With your inputs: now 12 connections')
  })
  inBrowser('with cards that are made as claims are seen, and all for print', {}, async (page) => {
    await page.setViewportSize({ width: 1280, height: 400 })
    await open(page, 'calculations/pool/')
    const cards = page.locator('.card')
    expect(await cards.count()).toBeLessThan(5)
    await page.locator('#claim-load').scrollIntoViewIfNeeded()
    await page.locator('#claim-load-card').waitFor({ state: 'attached' })
    await page.locator('#claim-load .claim-sign').hover()
    await page.locator('#claim-load-card').waitFor({ timeout: 5_000 })
    await page.evaluate(() => scrollTo(0, 0))
    await page.locator('#claim-fits-tipping-writers .claim-sign').focus()
    await page.keyboard.press('Enter')
    await page.locator('#claim-fits-tipping-writers-card').waitFor()
    await page.keyboard.press('Escape')
    await page.pdf()
    const claims = await page.locator('.claim').evaluateAll((all) => all.map(({ id }) => id))
    expect(claims.length).toBe(13)
    expect(await cards.evaluateAll((all) => all.map(({ id }) => id))).toEqual(
      claims.map((id) => `${id}-card`),
    )
  })
}
