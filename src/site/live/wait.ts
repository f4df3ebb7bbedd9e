import { makeCards } from './cards.ts'

/** What a reader does first with a panel; most who read a page do nothing with it, and load nothing. */
const touches = ['pointerover', 'focusin', 'pointerdown', 'input']

/** Shows the panel, and fetches the document's function when the address or a reader asks for it. */
export function wait(): void {
  const panel = document.querySelector<HTMLElement>('.live')
  if (!panel) return
  makeCards()
  /** What was turned before the function was there is turned once more when it is. */
  const early = new Set<EventTarget>()
  const again = (): void => {
    for (const each of early)
      for (const type of ['input', 'change']) each.dispatchEvent(new Event(type, { bubbles: true }))
  }
  let isLoading = false
  const load = (): void => {
    if (isLoading) return
    isLoading = true
    import(/* @vite-ignore */ panel.dataset.module ?? '').then(again, () => {
      isLoading = false
    })
  }
  const wake = ({ type, target }: Event): void => {
    if (type === 'input' && target) early.add(target)
    load()
  }
  for (const touch of touches) panel.addEventListener(touch, wake, true)
  panel.hidden = false
  const isAsked = location.search !== ''
  if (isAsked) load()
  const details = panel.querySelector('details')
  if (details) details.open = isAsked || matchMedia('(min-width: 72rem)').matches
}
