import type { Html as HtmlNode, Parent, RootContent } from 'mdast'
import type { Html } from '../html.ts'

type Properties = Record<string, string | number | boolean | string[]>

/** A node that becomes the named element, around Markdown that is drawn as usual. */
export interface Drawn extends Parent {
  type: 'drawn'
  data: { hName: string; hProperties: Properties }
  children: RootContent[]
}

declare module 'mdast' {
  interface RootContentMap {
    drawn: Drawn
  }
  interface PhrasingContentMap {
    drawn: Drawn
  }
}

/** `element('figure', { className: ['fence'] }, [code])`. */
export function element(name: string, properties: Properties, children: RootContent[]): Drawn {
  return { type: 'drawn', data: { hName: name, hProperties: properties }, children }
}

/** Ready markup as a node. */
export function markup(content: Html): HtmlNode {
  return { type: 'html', value: content.text }
}
