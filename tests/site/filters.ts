import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Browsing } from './browsing.ts'

/** What a filter leaves is what it says. */
export function filterLists({
  inBrowser,
  open,
  pages,
}: Browsing<'home' | 'evidence' | 'log'>): void {
  const rows = (page: Page) => page.locator('main tbody tr:visible')
  const check = (page: Page, name: string) => page.getByRole('radio', { name, exact: true }).check()

  inBrowser('lists are filtered without a script', { javaScriptEnabled: false }, async (page) => {
    await open(page, pages.evidence)
    expect(await rows(page).count()).toBe(38)
    await check(page, 'Stale')
    expect(await rows(page).allInnerTexts()).toEqual([
      expect.stringContaining('more than 2,000 messages/s'),
    ])
    await page.getByRole('group', { name: 'Verdict' }).getByLabel('All', { exact: true }).check()
    for (const [source, count] of Object.entries({ Measured: 3, Derived: 1 })) {
      await check(page, source)
      const left = await rows(page).locator('[data-label=Source]').allInnerTexts()
      expect(left).toEqual(Array(count).fill(expect.stringMatching(new RegExp(`${source}$`))))
    }
    await open(page, pages.log)
    await check(page, 'chat')
    await check(page, 'Accepted')
    expect(await rows(page).allInnerTexts()).toEqual([
      expect.stringContaining('Event loop for chat'),
    ])
  })
  inBrowser('words narrow the evidence', {}, async (page) => {
    await open(page, pages.evidence)
    await page.getByPlaceholder('Words in the claim').fill('queue JOBS')
    expect(await rows(page).allInnerTexts()).toEqual([expect.stringContaining('333 jobs')])
    const none = page.getByText('No claim matches.')
    expect(await none.count()).toBe(0)
    await check(page, 'Stale')
    expect(await none.isVisible()).toBe(true)
    await page.getByRole('group', { name: 'Verdict' }).getByLabel('All', { exact: true }).check()
    await page.getByPlaceholder('Words in the claim').fill('')
    expect(await none.count()).toBe(0)
    expect(await rows(page).count()).toBe(38)
  })
  inBrowser('a search is narrowed to pages with a verdict', {}, async (page) => {
    await open(page, pages.home)
    await page.getByRole('button', { name: 'Search' }).click()
    await page.getByPlaceholder('Search').fill('chat')
    const found = page.locator('.pagefind-ui__result-link')
    await found.first().waitFor()
    const all = await found.count()
    const names = page.locator('.pagefind-ui__filter-name')
    const words = (await names.allInnerTexts()).map((name) => name.toLowerCase())
    expect(words.toSorted()).toEqual(['kind', 'status', 'tag', 'verdict'])
    await names.filter({ hasText: /verdict/i }).click()
    await page.locator('.pagefind-ui__filter-value', { hasText: 'stale' }).locator('input').check()
    await expect.poll(() => found.count()).toBeLessThan(all)
    const left = await found.evaluateAll((links) => links.map((link) => Object(link).href))
    expect(left.length).toBeGreaterThan(0)
    for (const address of left)
      expect(await (await fetch(address)).text()).toContain('"verdict:stale"')
  })
}
