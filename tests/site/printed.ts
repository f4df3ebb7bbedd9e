import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Browsing } from './browsing.ts'

/** Paper is white, has no navigation, and shows what a screen hides behind a sign. */
export function printPages({ inBrowser, open, pages }: Browsing<string>): void {
  for (const [name, path] of Object.entries(pages))
    inBrowser(`${name} comes dark as it does light`, { colorScheme: 'dark' }, async (page) => {
      await open(page, path)
      const theme = page.locator('html')
      expect(await theme.getAttribute('data-theme')).toBe('dark')
      const onScreen = await coloursOf(page)
      await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
      const dark = await coloursOf(page)
      await theme.evaluate((root) => root.setAttribute('data-theme', 'light'))
      const light = await coloursOf(page)
      expect(dark.filter((each, at) => each !== light[at])).toEqual([])
      expect(dark.filter((each, at) => each !== onScreen[at]).length).toBeGreaterThan(10)
      const frame = 'nav.sidebar, starlight-toc, .pagination-links, site-search, .filters, .live'
      expect(await page.locator(frame).filter({ visible: true }).count()).toBe(0)
    })
  inBrowser('the evidence of every claim is listed', {}, async (page) => {
    await open(page, pages.record ?? '')
    await page.emulateMedia({ media: 'print' })
    const claims = await page.locator('.claim').count()
    expect(claims).toBeGreaterThan(2)
    expect(await page.locator('.card').filter({ visible: true }).count()).toBe(claims)
    expect(await page.locator('.card-close').filter({ visible: true }).count()).toBe(0)
  })
}

/** The colours of all that is printed, each with what bears it. */
const coloursOf = (page: Page): Promise<string[]> =>
  page.locator('main *').evaluateAll((all) =>
    all.map((each) => {
      const { color, fill, stroke, borderTopColor } = getComputedStyle(each)
      return `${each.tagName} ${each.className} ${color} ${fill} ${stroke} ${borderTopColor}`
    }),
  )
