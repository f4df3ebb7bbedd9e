import type { Root, RootContent } from 'mdast'
import { toString as textOf } from 'mdast-util-to-string'
import { html } from '../html.ts'
import { type FactLine, findFacts, readFactLines } from '../page-head.ts'
import { element, markup } from './nodes.ts'
import type { Page } from './page.ts'

/** `**Date**: …` lines run together in plain CommonMark; here each becomes a row of a table. */
export function drawFacts(tree: Root, page: Page): void {
  const paragraph = page.path.startsWith('adrs/') ? findFacts(tree) : null
  if (paragraph === null) return
  const rows = readFactLines(paragraph).map(drawRow)
  const table = element('table', { className: ['facts'] }, [element('tbody', {}, rows)])
  tree.children[tree.children.indexOf(paragraph)] = table
}

function drawRow(fact: FactLine): RootContent {
  return element('tr', {}, [
    element('th', { scope: 'row' }, [{ type: 'text', value: fact.label }]),
    element('td', {}, drawValue(fact)),
  ])
}

function drawValue({ label, value }: FactLine): RootContent[] {
  const items = textOf(value)
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '')
  switch (label.toLowerCase()) {
    case 'status':
      return [element('span', { className: ['status'], 'data-status': statusOf(value) }, value)]
    case 'tags':
      return [markup(html`${items.map((tag) => html`<span class="tag">${tag}</span> `)}`)]
    case 'affects':
      return [markup(html`${items.map((glob) => html`<code>${glob}</code> `)}`)]
    default:
      return value
  }
}

const statusOf = (value: FactLine['value']): string =>
  textOf(value).match(/^\w+/)?.[0].toLowerCase() ?? ''
