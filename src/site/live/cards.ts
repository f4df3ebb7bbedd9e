/**
 * The cards of a page whose inputs can be turned are kept as text, which without a script is markup: most of their
 * thousands of elements are never looked at. A claim gets its card when it comes into view, since a browser wants to know
 * what a pointer will show before it is there; and all get theirs for print.
 */
export function makeCards(): void {
  const section = document.querySelector('.cards')
  const kept = section?.querySelector('noscript')?.textContent ?? ''
  const make = (claim: Element | null): void => {
    const id = `${claim?.id}-card`
    const start = kept.indexOf(`<div class="card" id="${id}"`)
    if (!claim || start < 0 || document.getElementById(id)) return
    const next = kept.indexOf('<div class="card"', start + 1)
    // Behind the last card nothing stands but the end of its line.
    section?.insertAdjacentHTML('beforeend', kept.slice(start, next))
    noteOn(claim)
  }
  document.addEventListener('focusin', ({ target }) =>
    make(target instanceof Element ? target.closest('.claim') : null),
  )
  const seen = new IntersectionObserver((all) => {
    for (const { isIntersecting, target } of all) if (isIntersecting) make(target)
  })
  for (const claim of document.querySelectorAll('.claim')) seen.observe(claim)
  addEventListener('beforeprint', () => {
    for (const card of section?.querySelectorAll('.card') ?? []) card.remove()
    for (const claim of document.querySelectorAll('.claim')) make(claim)
  })
}

/** What became of a claim with the reader's inputs, on its card if there is one by now. */
export function noteOn(claim: Element): void {
  const note = document.querySelector(`[id="${claim.id}-card"] .card-live`)
  if (note) note.textContent = claim.getAttribute('data-said')
}
