/** What the books of several tests begin with: claims, one of them refuted, and a value that can be drawn. */
export const calculation = `The pool needs [45 connections](calc:pool), not the [50](calc:pool "refuted") that were said. See [the chat](./chat.md).

\`\`\`ts
// source: an example
const busy = q('37.5 connections')
const spare = q('20 %')
const pool = busy.plus(busy.times(spare))
const waits = { alone: law('100 to 500 ms'), six: law('100 to 500 ms').slowest(6) } // source: an example
\`\`\``
