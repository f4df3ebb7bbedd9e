import { type Html, html } from '../html.ts'

/** A folded table, in a box that moves sideways and that the keyboard reaches where the table is wider than the page. */
export const drawFolded = (summary: string, table: Html): Html =>
  html`<details><summary>${summary}</summary><div class="wide" role="group" tabindex="0" aria-label="${summary}">${table}</div></details>`
