import type { Bundle } from './bundle.ts'
import { claimsOnPage } from './claims.ts'
import { controlsOf } from './controls.ts'
import type { Shown } from './outcome.ts'
import { LivePage } from './page.ts'
import { plotsOnPage } from './plots.ts'
import { work } from './work.ts'

/** A frame is to cost 4 ms at most, and a run that has begun is not left half done. */
const sliceMs = 1.5

/**
 * Connects the panel's controls, the page's claims and the address with the document's function, and gives the inputs
 * what the address asks for.
 */
export function start(bundle: Bundle): void {
  const panel = document.querySelector<HTMLElement>('.live')
  if (!panel) return
  const page = new LivePage(bundle)
  const claims = claimsOnPage(panel)
  const plots = plotsOnPage(page.names())
  const controls = controlsOf(panel, page, { moved: begin, settled: keep })
  let working: Generator<Shown | null> | null = null
  let frame = 0
  const tell = (): void => claims.tell(page.turned().length)

  function* steps(): Generator<Shown | null> {
    const names = page.names()
    for (const draw of plots) {
      draw(names)
      yield null
    }
    yield* work(page, names, tell)
  }

  function begin(): void {
    working?.return(null)
    working = steps()
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
    tell()
  }

  /** What was turned stands in the address, so that it can be handed on. */
  function keep(): void {
    const url = new URL(location.href)
    for (const { input } of page.knobs) url.searchParams.delete(input.key)
    for (const { input, bound } of page.turned()) url.searchParams.set(input.key, bound.input.text)
    history.replaceState(history.state, '', url)
  }

  controls.restore(new URL(location.href).searchParams)
}
