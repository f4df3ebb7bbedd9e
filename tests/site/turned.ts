import type { BrowserContextOptions, Page } from 'playwright-core'
import { expect } from 'vitest'

/** What the tests in a browser share: fresh windows on the built site. */
interface Browsing {
  inBrowser: (
    name: string,
    options: BrowserContextOptions,
    run: (page: Page) => Promise<void>,
  ) => void
  open: (page: Page, path: string) => Promise<unknown>
  pages: { turned: string; record: string }
}

/** A reader moves inputs, and the page follows. */
export function turnInputs({ inBrowser, open, pages }: Browsing): void {
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
    expect(await page.locator('.plot-kept').isVisible()).toBe(true)
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
    await expect.poll(() => page.locator('.plot-kept').isVisible(), { timeout: 20_000 }).toBe(false)
    await expect
      .poll(() => page.locator('[data-live=broken], [data-live=moved]').count(), {
        timeout: 20_000,
      })
      .toBe(0)
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
    'nowhere without a script, and on no record',
    { javaScriptEnabled: false },
    async (page) => {
      await open(page, 'calculations/pool/')
      expect(await page.locator('.live').isVisible()).toBe(false)
      await open(page, pages.record)
      expect(await page.locator('.live, script[src*="/live-"]').count()).toBe(0)
    },
  )
}
