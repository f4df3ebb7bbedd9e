/** Markup that is already safe to insert. */
export class Html {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
  toString(): string {
    return this.text
  }
}

type Value = string | number | Html | null | undefined | false | readonly Value[]

/** Builds markup from a template; whatever is put in is escaped, unless it is markup itself. */
export function html(strings: TemplateStringsArray, ...values: Value[]): Html {
  const text = strings.reduce((whole, part, at) => whole + part + render(values[at]), '')
  return new Html(text)
}

/** Markup that was made elsewhere, such as a drawn diagram. */
export function trusted(text: string): Html {
  return new Html(text)
}

function render(value: Value): string {
  if (value === null || value === undefined || value === false) return ''
  if (value instanceof Html) return value.text
  if (Array.isArray(value)) return value.map(render).join('')
  return escapeHtml(String(value))
}

const escapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => escapes[character] ?? character)
}
