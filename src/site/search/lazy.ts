/// <reference path="../env.d.ts" />

interface Options {
  element: string
}

/**
 * Stands in for Pagefind's user interface, which weighs more than everything else on a page. The real one
 * is fetched when a reader first opens the search; the frame marks the body at that moment, however it
 * was opened.
 */
export class PagefindUI {
  constructor(options: Options) {
    const { body } = document
    const load = async (): Promise<void> => {
      observer.disconnect()
      const { PagefindUI: Real } = await import('pagefind-interface')
      new Real(options)
      document.querySelector<HTMLInputElement>(`${options.element} input`)?.focus()
    }
    const observer = new MutationObserver(load)
    if (body.hasAttribute('data-search-modal-open')) void load()
    else observer.observe(body, { attributeFilter: ['data-search-modal-open'] })
  }
}
