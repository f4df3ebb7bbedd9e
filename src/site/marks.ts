import { type Html, html, trusted } from './html.ts'
import { type Standing, standingLabels } from './verdicts.ts'

/** One drawn sign for each standing, told apart by its shape; colour only repeats it. On a grid of 16 by 16. */
const shapes: Record<Standing, string> = {
  holds: '<path d="M3 8.6l3.2 3.2L13 4.6"/>',
  refuted: '<path d="M2.5 6h11M2.5 10h11M11 2.5l-6 11"/>',
  fails: '<path d="M4 4l8 8M12 4l-8 8"/>',
  stale: '<circle cx="8" cy="8" r="5.6"/><path d="M8 4.9V8l2.3 1.5"/>',
  untested: '<circle cx="8" cy="8" r="5.2" stroke-dasharray="2.3 1.78"/>',
  unchecked: '<path d="M3.5 8h9"/>',
}

/** The sign alone, for a place where words stand beside it. */
export function drawSign(standing: Standing): Html {
  return html`<svg class="sign" data-standing="${standing}" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">${trusted(shapes[standing])}</svg>`
}

/** Sign and word together. */
export function drawStanding(standing: Standing): Html {
  return html`<span class="standing" data-standing="${standing}">${drawSign(standing)}<span>${standingLabels[standing]}</span></span>`
}
