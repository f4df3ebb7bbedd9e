import { makeCards } from './cards.ts'

/** What a reader does first with a panel; most who read a page do nothing with it, and load nothing. */
const touches = ['pointerover', 'focusin', 'pointerdown', 'input']

/** Shows the panel, and fetches the document's function when the address or a reader asks for it. */
export function wait(): void {
  const panel = document.querySelector<HTMLElement>('.live')
  if (!panel) return
  makeCards()
  /** What was turned before the function was there is turned once more when it is. */
  let early: Set<EventTarget> | null = new Set()
  let loading: Promise<void> | null = null

  async function load(): Promise<void> {
    try {
      await import(/* @vite-ignore */ panel?.dataset.module ?? '')
    } catch {
      loading = null
      return
    }
    const turned = early ?? []
    early = null
    for (const each of turned)
      for (const type of ['input', 'change']) each.dispatchEvent(new Event(type, { bubbles: true }))
  }

  function wake({ type, target }: { type: string; target?: EventTarget | null }): void {
    if (type === 'input' && target) early?.add(target)
    if (loading === null) loading = load()
  }

  for (const touch of touches) panel.addEventListener(touch, wake, true)
  panel.hidden = false
  const isAsked = location.search !== ''
  if (isAsked) wake({ type: '' })
  const details = panel.querySelector('details')
  if (details) details.open = isAsked || matchMedia('(min-width: 72rem)').matches
}
