import { fontSize, lineHeight, measureText } from './font.ts'
import { type Box, ofPoints } from './shapes.ts'

/** A row of text: what stands on one baseline. */
interface Row {
  text: string
  x: number
  baseline: number
}

function anchorOf(element: Element): string {
  const row = [...element.children].find((child) => child.localName === 'tspan') ?? element
  return inherited(row, 'text-anchor') || anchorByRule(element)
}

/** Flowcharts centre the text of their nodes by a rule of their style sheet, which nobody applies here. */
function anchorByRule(element: Element): string {
  const label = element.closest('.node .label')
  const rules = label?.closest('svg')?.querySelector('style')?.textContent ?? ''
  return rules.includes('.node .label text') ? 'middle' : ''
}

/** A tspan with a place of its own begins a row; any other goes on with the row before it. */
export function measureTextElement(element: Element): Box {
  const size = fontSizeOf(element)
  const anchor = anchorOf(element)
  const centred = /middle|central/.test(inherited(element, 'dominant-baseline'))
  const boxes = rowsOf(element, size).map(({ text, x, baseline }) => {
    const width = measureText(text.trim(), size)
    const left = anchor === 'middle' ? x - width / 2 : anchor === 'end' ? x - width : x
    const top = baseline - size * (centred ? 0.62 : 0.98)
    return { x: left, y: top, width, height: size * lineHeight }
  })
  return ofPoints(boxes.flatMap(({ x, y, width, height }) => [x, y, x + width, y + height]))
}

function rowsOf(element: Element, size: number): Row[] {
  const start = { text: '', ...placeOf(element, size, { x: 0, y: 0 }) }
  const rows: Row[] = [{ text: '', x: start.x, baseline: start.y }]
  for (const child of element.childNodes) {
    const last = rows.at(-1)
    if (last === undefined) break
    const tspan = isElement(child) ? child : null
    const placed = tspan !== null && ['x', 'y', 'dy'].some((name) => tspan.hasAttribute(name))
    if (tspan === null || !placed) last.text += child.textContent ?? ''
    else {
      const { x, y } = placeOf(tspan, size, { x: last.x, y: last.baseline })
      rows.push({ text: tspan.textContent ?? '', x, baseline: y })
    }
  }
  return rows.filter(({ text }) => text.trim() !== '')
}

const isElement = (node: Node): node is Element => node.nodeType === 1

function placeOf(element: Element, size: number, from: { x: number; y: number }) {
  const x = lengthOf(element.getAttribute('x'), size) ?? from.x
  const y = lengthOf(element.getAttribute('y'), size) ?? from.y
  return { x, y: y + (lengthOf(element.getAttribute('dy'), size) ?? 0) }
}

/** `1.1em` and `12` → user units; null where nothing is said. */
function lengthOf(text: string | null, size: number): number | null {
  const value = Number.parseFloat(text ?? '')
  if (Number.isNaN(value)) return null
  return text?.trim().endsWith('em') ? value * size : value
}

function fontSizeOf(element: Element): number {
  return Number.parseFloat(inherited(element, 'font-size')) || fontSize
}

function inherited(element: Element, name: string): string {
  for (let at: Element | null = element; at !== null; at = at.parentElement) {
    const styled = at
      .getAttribute('style')
      ?.match(new RegExp(`(?:^|;)\\s*${name}\\s*:\\s*([^;]+)`))?.[1]
    const found = styled ?? at.getAttribute(name)
    if (found) return found.trim()
  }
  return ''
}
