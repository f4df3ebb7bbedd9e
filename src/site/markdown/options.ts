import type { Root } from 'mdast'
import { visit } from 'unist-util-visit'
import { html } from '../html.ts'
import { drawSign } from '../marks.ts'
import { markup } from './nodes.ts'

const signs = { '✅': 'holds', '❌': 'fails' } as const

/** `✅ Good, because …` in a list → our own sign before the words, since not every machine has the picture. */
export function drawOptionSigns(tree: Root): void {
  visit(tree, 'listItem', (item) => {
    const paragraph = item.children[0]
    const first = paragraph?.type === 'paragraph' ? paragraph.children[0] : undefined
    if (paragraph?.type !== 'paragraph' || first?.type !== 'text') return
    const written = first.value.match(/^(✅|❌)\s*/u)
    const picture = written?.[1]
    if (picture !== '✅' && picture !== '❌') return
    first.value = first.value.slice(written?.[0].length ?? 0)
    const sign = html`<span class="option-sign not-content">${drawSign(signs[picture])}</span>`
    paragraph.children.unshift(markup(sign))
    item.data = { ...item.data, hProperties: { className: ['argued'] } }
  })
}
