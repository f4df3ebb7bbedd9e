import { posix } from 'node:path'
import { readFileName } from './file-name.ts'
import type { Reference } from './record.ts'
import { plain } from './written.ts'

/** `./003-x.md#options` in `adrs/001-y.md` → `adrs/003-x.md`; null for other sites, anchors and our own schemes. */
export function pathOf(url: string, from: string): string | null {
  if (/^(?:[a-z][\w+.-]*:|\/\/|#)/i.test(url) || url === '') return null
  const bare = url.replace(/[?#].*$/s, '')
  const decoded = decode(bare)
  return decoded.startsWith('/')
    ? posix.normalize(decoded.slice(1))
    : posix.join(posix.dirname(from), decoded)
}

function decode(text: string): string {
  try {
    return decodeURI(text)
  } catch {
    return text
  }
}

/** Links, and mentions such as `ADR-007`, `#7` or `0007`, in a piece of Markdown that states nothing else. */
export function referencesIn(raw: string, from: string): Omit<Reference, 'span'>[] {
  const found: Omit<Reference, 'span'>[] = []
  for (const match of raw.matchAll(
    /\[([^\][]*)\]\(([^()\s]*)[^()]*\)|(?<![\w./-])(?:ADR[-\s#]*|#)?(\d{1,6})(?![\w/-])|(?<![\w./-])(\d{8}-[\w-]+)/gi,
  )) {
    const [text, label, url, digits, slug] = match
    if (url !== undefined) found.push(linkTo(url, plain(label ?? ''), from))
    else if (slug !== undefined)
      found.push({
        text,
        url: null,
        path: posix.join(posix.dirname(from), `${slug}.md`),
        number: null,
      })
    else found.push({ text: text.trim(), url: null, path: null, number: Number(digits) })
  }
  return found
}

export function linkTo(url: string, text: string, from: string): Omit<Reference, 'span'> {
  const path = pathOf(url, from)
  const number = path !== null && /\.md$/i.test(path) ? readFileName(path).number : null
  return { text, url, path, number }
}
