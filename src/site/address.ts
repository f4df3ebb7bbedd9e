const pagesFolder = 'src/content/docs/'

/** Which files become pages; one loader reads them all. */
export const pagePatterns = [
  'adrs/*.md',
  'calculations/*.md',
  'sketches/*/README.md',
  `${pagesFolder}**/[!_]*.md`,
]

/**
 * Where a document stands on the site, without base and slashes; null for what is no page.
 *
 * `adrs/001-loop.md` → `adrs/001-loop`, `src/content/docs/guides/index.md` → `guides`,
 * `sketches/chat/README.md` → `services/chat`.
 */
export function pageId(path: string): string | null {
  const service = path.match(/^sketches\/([^/]+)\/README\.md$/)?.[1]
  if (service !== undefined) return `services/${service}`
  if (path.startsWith(pagesFolder) && path.endsWith('.md')) {
    const id = path.slice(pagesFolder.length, -'.md'.length)
    return id.replace(/\/index$/, '')
  }
  return /^(adrs|calculations)\/[^/]+\.md$/.test(path) ? path.slice(0, -'.md'.length) : null
}

/** The address of a document below the base, `/repo/adrs/001-loop/`; null for what is no page. */
export function pageAddress(base: string, path: string): string | null {
  const id = pageId(path)
  if (id === null) return null
  return addressOf(base, id === 'index' ? '' : id)
}

/** `evidence` → `/repo/evidence/`; a name with an ending, `evidence.json`, gets no slash behind it. */
export function addressOf(base: string, id: string): string {
  const start = base.endsWith('/') ? base : `${base}/`
  if (id === '') return start
  const ending = /\.[a-z]+$/.test(id) ? '' : '/'
  return start + encodeURI(id) + ending
}
