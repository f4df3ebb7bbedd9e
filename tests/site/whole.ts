import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Browsing } from './browsing.ts'

/** What a reader sees and moves. */
const seen = (page: Page) =>
  page.locator('main').evaluate((main) => ({
    words: [...main.querySelectorAll('.claim')].map(({ textContent }) => textContent),
    standings: [...main.querySelectorAll<HTMLElement>('.claim')].map(({ dataset }) =>
      [dataset.standing, dataset.live ?? ''].join(' '),
    ),
    inputs: [...document.querySelectorAll('.live input')].map((input) =>
      input instanceof HTMLInputElement ? input.value : '',
    ),
    plots: [...main.querySelectorAll('.plot')].map(({ innerHTML }) => innerHTML),
  }))

/** A page is whole: after a reset, and without a script. */
export function staysWhole({
  inBrowser,
  open,
  pages,
}: Browsing<'report' | 'record' | 'calculation'>): void {
  inBrowser('each input of another page moves this one, and all come back', {}, async (page) => {
    await open(page, pages.report)
    const before = await seen(page)
    const turned = { writers: '20,000 clients', room: '10 connections', spare: '40 %' }
    for (const [name, text] of Object.entries(turned))
      await page.getByLabel(name, { exact: true }).first().fill(text)
    const text = (id: string) => page.locator(`#claim-${id} .claim-text`).innerText()
    await expect.poll(() => text('share-mid'), { timeout: 20_000 }).toBe('100 %')
    await expect.poll(() => page.locator('[data-live=broken]').count(), { timeout: 20_000 }).toBe(2)
    expect((await seen(page)).plots).not.toEqual(before.plots)
    await page.getByRole('button', { name: 'Reset all' }).click()
    await expect
      .poll(() => page.locator('[data-live=broken], [data-live=moved]').count(), {
        timeout: 20_000,
      })
      .toBe(0)
    const { standings, ...rest } = await seen(page)
    expect(rest).toEqual({ ...before, standings: undefined })
    expect(standings.map((each) => each.trim())).toEqual(
      before.standings.map((each) => each.trim()),
    )
  })
  for (const path of [pages.record, pages.calculation])
    inBrowser(`${path} reads the same without a script`, {}, async (page) => {
      await open(page, path)
      const words = () => page.locator('main .sl-markdown-content').innerText()
      const plain = await page.context().browser()?.newContext({ javaScriptEnabled: false })
      const other = await plain?.newPage()
      if (!other) throw new Error('no second window')
      await open(other, path)
      expect(await other.locator('main .sl-markdown-content').innerText()).toBe(await words())
      await plain?.close()
    })
}
