import { parentPort } from 'node:worker_threads'
import { JSDOM } from 'jsdom'
import { fontSize, measureText } from './font.ts'
import { measureElement } from './measure.ts'
import { paint, sentinels } from './paint.ts'

/**
 * Draws diagrams in a thread of its own, since Mermaid wants a browser's globals and the rest of a build
 * must not find them.
 */
const mermaid = await prepare()

parentPort?.on(
  'message',
  async ({ id, source, name }: { id: number; source: string; name: string }) => {
    try {
      const { svg } = await mermaid.render(name, source)
      parentPort?.postMessage({ id, svg: paint(svg) })
    } catch (error) {
      parentPort?.postMessage({ id, error: error instanceof Error ? error.message : String(error) })
    }
  },
)

async function prepare() {
  const { window } = new JSDOM('<!doctype html><body></body>', { pretendToBeVisual: true })
  const shown = [
    'document',
    'SVGElement',
    'HTMLElement',
    'Element',
    'Node',
    'DOMParser',
    'XMLSerializer',
    'CSSStyleSheet',
    'MutationObserver',
    'getComputedStyle',
    'requestAnimationFrame',
  ]
  for (const name of shown)
    Object.defineProperty(globalThis, name, {
      value: window[name],
      configurable: true,
      writable: true,
    })
  Object.defineProperty(globalThis, 'window', { value: window, configurable: true })
  Object.defineProperty(globalThis, 'screen', { value: { availWidth: 1000, availHeight: 800 } })
  const { prototype } = window.SVGElement
  Object.assign(prototype, {
    getBBox(this: Element) {
      return measureElement(this)
    },
    getComputedTextLength(this: Element) {
      return measureElement(this).width
    },
    getSubStringLength(this: Element, start: number, length: number) {
      return measureText((this.textContent ?? '').slice(start, start + length), fontSize)
    },
  })
  keepDrawingStyles(window.SVGElement.prototype)
  window.Element.prototype.getBoundingClientRect = function (this: Element) {
    const box = measureElement(this)
    return {
      ...box,
      top: box.y,
      left: box.x,
      right: box.x + box.width,
      bottom: box.y + box.height,
      toJSON: () => box,
    }
  }
  const { default: library } = await import('mermaid')
  library.initialize({
    startOnLoad: false,
    securityLevel: 'strict',
    htmlLabels: false,
    look: 'classic',
    flowchart: {
      htmlLabels: false,
      nodeSpacing: 30,
      rankSpacing: 36,
      padding: 10,
      minNodeWidth: 0,
    },
    state: { minNodeWidth: 0 },
    sequence: { width: 120, height: 44, actorMargin: 40, mirrorActors: false },
    handDrawnSeed: 1,
    deterministicIds: true,
    deterministicIDSeed: 'holdfast',
    fontSize,
    fontFamily: 'Roboto Slab Variable, Rockwell, serif',
    theme: 'base',
    themeVariables: {
      ...sentinels,
      fontSize: `${fontSize}px`,
      fontFamily: 'Roboto Slab Variable, Rockwell, serif',
    },
  })
  return library
}

/** The style sheets of jsdom drop what only drawings know, such as `text-anchor`; as attributes they stay. */
function keepDrawingStyles(prototype: SVGElement): void {
  const known = Object.getOwnPropertyDescriptor(prototype, 'style')
  Object.defineProperty(prototype, 'style', {
    configurable: true,
    get(this: SVGElement) {
      const style: CSSStyleDeclaration = known?.get?.call(this)
      const set = style.setProperty
      style.setProperty = (name, value, priority) => {
        set.call(style, name, value, priority)
        if (style.getPropertyValue(name) === '') this.setAttribute(name, String(value ?? ''))
      }
      return style
    },
  })
}
