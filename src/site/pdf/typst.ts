/**
 * Typst source. Words never stand in it as markup but as strings, `#"1 * 2"`, so that no character of a
 * document means anything to Typst.
 */
export type Typst = string

export const words = (text: string): Typst => (text === '' ? '' : `#${quoted(text)};`)

export const quoted = (text: string): Typst =>
  `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\r', '').replaceAll('\n', '\\n')}"`

/** `call('text', { fill: 'red' }, 'body')` → `#text(fill: red)[body];`. */
export function call(name: string, options: Record<string, Typst>, ...bodies: Typst[]): Typst {
  const named = Object.entries(options).map(([key, value]) => `${key}: ${value}`)
  const list = named.length === 0 && bodies.length > 0 ? '' : `(${named.join(', ')})`
  return `#${name}${list}${bodies.map((body) => `[${body}]`).join('')};`
}

/** Arguments without names, each a block of content: `#list([a], [b]);`. */
export function callEach(name: string, options: Record<string, Typst>, bodies: Typst[]): Typst {
  const named = Object.entries(options).map(([key, value]) => `${key}: ${value}`)
  return `#${name}(${[...named, ...bodies.map((body) => `[${body}]`)].join(', ')});`
}

/** `src/content/docs/report/chat.md` → a name that links within the book lead to. */
export const labelOf = (path: string): string => `chapter-${path.replace(/[^a-z0-9]+/gi, '-')}`
