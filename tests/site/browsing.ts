import type { BrowserContextOptions, Page } from 'playwright-core'

/** What the tests in a browser share: fresh windows on the built site. */
export interface Browsing<Name extends string> {
  inBrowser: (
    name: string,
    options: BrowserContextOptions,
    run: (page: Page) => Promise<void>,
  ) => void
  open: (page: Page, path: string) => Promise<unknown>
  pages: Record<Name, string>
}
