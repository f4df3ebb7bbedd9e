import type { Page } from 'playwright-core'
import { expect, vi } from 'vitest'
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
    // A search leaves only those filters that were there when it began.
    const names = page.locator('.pagefind-ui__filter-name')
    const words = async () => (await names.allInnerTexts()).map((name) => name.toLowerCase()).sort()
    await expect.poll(words).toEqual(['kind', 'status', 'tag', 'verdict'])
    await page.getByPlaceholder('Search').fill('chat')
    // While it searches there is no list; then each result has its place in it, and loads there on its own.
    const found = page.locator(
      '.pagefind-ui__results:not(:has(.pagefind-ui__loading)) .pagefind-ui__result-link',
    )
    const isFound = (isExpected: (count: number) => boolean): Promise<string[]> =>
      vi.waitFor(
        async () => {
          const links = await found.evaluateAll((all) => all.map((link) => Object(link).href))
          expect(links).toSatisfy(({ length }) => length > 0 && isExpected(length))
          return links
        },
        { timeout: 20_000 },
      )
    const all = await isFound(() => true)
    await names.filter({ hasText: /verdict/i }).click()
    await page.locator('.pagefind-ui__filter-value', { hasText: 'stale' }).locator('input').check()
    for (const address of await isFound((count) => count < all.length))
      expect(await (await fetch(address)).text()).toContain('"verdict:stale"')
  })
}
