import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

/** What axe finds wrong with a page. */
export async function faults(page: Page): Promise<string[]> {
  await page.addScriptTag({ path: axe })
  const found = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: typeof import('axe-core') }
    return (await axe.run(document, { resultTypes: ['violations'] })).violations
  })
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target} ${failureSummary}`),
  )
}

/** What moves sideways and cannot be reached by the keyboard. */
export const unreached = (page: Page): Promise<string[]> =>
  page
    .locator('main *')
    .evaluateAll((all) =>
      all
        .filter(
          (each) =>
            each.scrollWidth > each.clientWidth &&
            getComputedStyle(each).overflowX === 'auto' &&
            each instanceof HTMLElement &&
            each.tabIndex < 0 &&
            !each.querySelector('a, button, input, [tabindex="0"]'),
        )
        .map(({ outerHTML }) => outerHTML.slice(0, 80)),
    )

/** Opens all that is folded. */
export const unfold = (page: Page): Promise<void> =>
  page.locator('main details').evaluateAll((all) => {
    for (const each of all) each.toggleAttribute('open', true)
  })
