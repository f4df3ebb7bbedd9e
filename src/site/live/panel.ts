import type { Bundle } from './bundle.ts'
import { claimsOnPage } from './claims.ts'
import { controlsOf } from './controls.ts'
import type { Shown } from './outcome.ts'
import { LivePage } from './page.ts'
import { work } from './work.ts'

/** A frame is to cost 4 ms at most, and a run that has begun is not left half done. */
const sliceMs = 1.5

/** What a reader does first with a panel; most who read a page do nothing with it, and pay nothing. */
const touches = ['focusin', 'pointerdown', 'input']

export function start(bundle: Bundle): void {
  const panel = document.querySelector<HTMLElement>('.live')
  if (!panel) return
  const asked = new URL(location.href).searchParams
  let isAwake = false
  const wake = (): boolean => {
    if (isAwake) return false
    isAwake = true
    return connect(bundle, panel, asked)
  }
  for (const touch of touches) panel.addEventListener(touch, wake, true)
  panel.hidden = false
  const isAsked = asked.size > 0 && wake()
  const details = panel.querySelector('details')
  if (details) details.open = isAsked || matchMedia('(min-width: 72rem)').matches
}

/**
 * Connects the panel's controls, the page's claims and the address with the document's function; answers whether the
 * address asks for other inputs.
 */
function connect(bundle: Bundle, panel: HTMLElement, asked: URLSearchParams): boolean {
  const page = new LivePage(bundle)
  const claims = claimsOnPage(panel)
  const controls = controlsOf(panel, page, { moved: begin, settled: keep })
  let working: Generator<Shown | null> | null = null
  let frame = 0

  function begin(): void {
    working?.return(null)
    working = work(page)
    document.documentElement.toggleAttribute('data-inputs', page.turned().length > 0)
    cancelAnimationFrame(frame)
    frame = requestAnimationFrame(go)
  }

  function go(): void {
    const until = performance.now() + sliceMs
    let step = working?.next()
    while (step && !step.done) {
      if (step.value) claims.show(step.value)
      if (performance.now() > until) {
        frame = requestAnimationFrame(go)
        return
      }
      step = working?.next()
    }
    claims.tell(page.turned().length)
  }

  /** What was turned stands in the address, so that it can be handed on. */
  function keep(): void {
    const { searchParams, hash, pathname } = new URL(location.href)
    for (const { input } of page.knobs) searchParams.delete(input.key)
    for (const { input, bound } of page.turned()) searchParams.set(input.key, bound.input.text)
    const query = searchParams.size > 0 ? `?${searchParams}` : ''
    history.replaceState(history.state, '', pathname + query + hash)
  }

  const isAsked = controls.restore(asked)
  if (isAsked) begin()
  return isAsked
}
