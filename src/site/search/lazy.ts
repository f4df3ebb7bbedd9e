/// <reference path="../env.d.ts" />

interface Options {
  element: string
}

/**
 * Stands in for Pagefind's user interface, which weighs more than everything else on a page. The real one
 * is fetched when a reader first opens the search; the frame marks the body at that moment, however it
 * was opened. What the reader types until it is there is not lost; a second mark says that this one listens.
 */
export class PagefindUI {
  constructor(options: Options) {
    const { body } = document
    const load = async (): Promise<void> => {
      observer.disconnect()
      let typed = ''
      const note = ({ key, ctrlKey, metaKey }: KeyboardEvent): void => {
        if (key === 'Backspace') typed = typed.slice(0, -1)
        else if (key.length === 1 && !ctrlKey && !metaKey) typed += key
      }
      addEventListener('keydown', note)
      try {
        const { PagefindUI: Real } = await import('pagefind-interface')
        // It takes what it is given apart.
        new Real({ ...options })
      } finally {
        removeEventListener('keydown', note)
      }
      const input = document.querySelector<HTMLInputElement>(`${options.element} input`)
      if (!input) return
      input.focus()
      if (typed === '') return
      input.value = typed
      input.dispatchEvent(new Event('input', { bubbles: true }))
    }
    const observer = new MutationObserver(load)
    if (body.hasAttribute('data-search-modal-open')) void load()
    else observer.observe(body, { attributeFilter: ['data-search-modal-open'] })
    body.toggleAttribute('data-search-listens', true)
  }
}
