import { around, type Box, nothing, numbersOf, ofPoints, pointsOfPath } from './shapes.ts'
import { measureTextElement } from './text.ts'

/** What a browser's `getBBox` would answer, for the elements that Mermaid draws with. */
export function measureElement(element: Element): Box {
  const number = (name: string): number => Number.parseFloat(element.getAttribute(name) ?? '') || 0
  switch (element.localName) {
    case 'text':
    case 'tspan':
      return measureTextElement(element)
    case 'rect':
    case 'image':
    case 'foreignObject':
      return { x: number('x'), y: number('y'), width: number('width'), height: number('height') }
    case 'circle':
      return around(number('cx'), number('cy'), { rx: number('r'), ry: number('r') })
    case 'ellipse':
      return around(number('cx'), number('cy'), { rx: number('rx'), ry: number('ry') })
    case 'line':
      return ofPoints([number('x1'), number('y1'), number('x2'), number('y2')])
    case 'polygon':
    case 'polyline':
      return ofPoints(numbersOf(element.getAttribute('points')))
    case 'path':
      return ofPoints(pointsOfPath(element.getAttribute('d') ?? ''))
    case 'style':
    case 'defs':
    case 'marker':
    case 'title':
    case 'desc':
      return nothing
    default:
      return measureChildren(element)
  }
}

function measureChildren(element: Element): Box {
  const boxes = [...element.children]
    .map((child) => moved(measureElement(child), child.getAttribute('transform') ?? ''))
    .filter(({ width, height }) => width > 0 || height > 0)
  return ofPoints(boxes.flatMap(({ x, y, width, height }) => [x, y, x + width, y + height]))
}

function moved(box: Box, transform: string): Box {
  const [dx = 0, dy = 0] = numbersOf(transform.match(/translate\(([^)]*)\)/)?.[1] ?? null)
  return { ...box, x: box.x + dx, y: box.y + dy }
}
